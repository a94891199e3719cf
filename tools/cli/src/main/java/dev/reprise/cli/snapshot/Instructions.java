// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.snapshot;

import dev.reprise.proto.snapshot.v1.Slice;
import dev.reprise.proto.snapshot.v1.Snapshot;
import java.util.List;
import java.util.stream.Collectors;

/** How to replay a snapshot: the commands for here, and the manifest for Kubernetes. */
final class Instructions {

  private Instructions() {}

  static String of(Snapshot snapshot) {
    String mocked =
        slices(snapshot, "outbound").stream().map(Slice::getHost).collect(Collectors.joining(", "));
    return """
    How to replay it here
      Start your application under Reprise, which mocks %s and sends the recorded requests:
        reprise replay %s --app-port PORT -- YOUR COMMAND
      Your application already runs, with its real dependencies:
        reprise replay %s --target http://127.0.0.1:PORT --no-mocks
      Only the mocks, for development:
        reprise mock %s -- YOUR COMMAND

    In Kubernetes (kubectl apply -f -)
    %s\
    """
        .formatted(
            mocked.isEmpty() ? "nothing (no outbound slice is on)" : mocked,
            snapshot.getName(),
            snapshot.getName(),
            snapshot.getName(),
            manifestOf(snapshot).indent(2).stripTrailing());
  }

  static String manifestOf(Snapshot snapshot) {
    String service =
        snapshot.getServicesCount() == 0 ? snapshot.getName() : snapshot.getServices(0);
    var manifest = new StringBuilder();
    manifest.append(
        """
        apiVersion: reprise.dev/v1
        kind: TrafficReplay
        metadata:
          name: %s
        spec:
          snapshot:
            name: %s
            version: %d
          mode: full
          workloads:
            - ref:
                kind: Deployment
                name: %s
              test:
        """
            .formatted(snapshot.getName(), snapshot.getName(), snapshot.getVersion(), service));
    appendKeys(manifest, slices(snapshot, "inbound"));
    var outbound = slices(snapshot, "outbound");
    if (!outbound.isEmpty()) {
      manifest.append("      mock:\n");
      appendKeys(manifest, outbound);
    }
    return manifest.toString();
  }

  private static void appendKeys(StringBuilder manifest, List<Slice> slices) {
    slices.forEach(slice -> manifest.append("        - ").append(slice.getKey()).append('\n'));
  }

  private static List<Slice> slices(Snapshot snapshot, String direction) {
    return snapshot.getSlicesList().stream()
        .filter(slice -> slice.getEnabled() && slice.getDirection().equals(direction))
        .toList();
  }
}
