// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.snapshot;

import dev.reprise.proto.snapshot.v1.Slice;
import dev.reprise.proto.snapshot.v1.Snapshot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The {@code TrafficReplay} that replays a snapshot in Kubernetes. */
final class ReplayManifest {

  private ReplayManifest() {}

  static String of(Snapshot snapshot) {
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
      appendKeys(manifest, "test", ofService(service, inbound));
      appendKeys(manifest, "mock", ofService(service, outbound));
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

  private static List<Slice> ofService(String service, List<Slice> slices) {
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
