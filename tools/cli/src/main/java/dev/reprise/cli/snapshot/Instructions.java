// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.snapshot;

import dev.reprise.proto.snapshot.v1.Slice;
import dev.reprise.proto.snapshot.v1.Snapshot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    var inbound = slices(snapshot, "inbound");
    var outbound = slices(snapshot, "outbound");
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
          mode: %s
          workloads:
        """
            .formatted(
                snapshot.getName(),
                snapshot.getName(),
                snapshot.getVersion(),
                inbound.isEmpty() ? "responder-only" : "full"));
    for (String service : services(snapshot, inbound, outbound)) {
      manifest.append(
          "    - ref:\n        kind: Deployment\n        name: %s\n"
              .formatted(workloadName(service)));
      appendKeys(manifest, "test", of(service, inbound));
      appendKeys(manifest, "mock", of(service, outbound));
    }
    return manifest.toString();
  }

  // Without a switched-on slice there is nothing to do for a service.
  private static Set<String> services(
      Snapshot snapshot, List<Slice> inbound, List<Slice> outbound) {
    var services = new LinkedHashSet<String>();
    Stream.concat(inbound.stream(), outbound.stream())
        .map(Slice::getService)
        .forEach(services::add);
    if (services.isEmpty()) {
      services.add(snapshot.getServicesCount() == 0 ? snapshot.getName() : snapshot.getServices(0));
    }
    return services;
  }

  private static List<Slice> of(String service, List<Slice> slices) {
    return slices.stream().filter(slice -> slice.getService().equals(service)).toList();
  }

  /** A service is called as its workload is, as far as a workload can be called so. */
  private static String workloadName(String service) {
    String name =
        service
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9.-]+", "-")
            .replaceAll("^[.-]+|[.-]+$", "");
    return name.isEmpty() ? "my-workload" : name;
  }

  private static void appendKeys(StringBuilder manifest, String what, List<Slice> slices) {
    if (slices.isEmpty()) {
      return;
    }
    manifest.append("      ").append(what).append(":\n");
    // In quotes: a key may look like something else to YAML.
    slices.forEach(slice -> manifest.append("        - \"").append(slice.getKey()).append("\"\n"));
  }

  private static List<Slice> slices(Snapshot snapshot, String direction) {
    return snapshot.getSlicesList().stream()
        .filter(slice -> slice.getEnabled() && slice.getDirection().equals(direction))
        .toList();
  }
}
