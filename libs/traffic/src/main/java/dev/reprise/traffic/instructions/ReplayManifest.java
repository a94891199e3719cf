// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.instructions;

import dev.reprise.traffic.instructions.ReplayInstructions.Slice;
import dev.reprise.traffic.pair.Direction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The {@code TrafficReplay} that replays a snapshot in Kubernetes. */
final class ReplayManifest {

  private ReplayManifest() {}

  static String of(ReplayInstructions snapshot) {
    boolean isReplayed =
        snapshot.slices().stream().anyMatch(slice -> slice.direction() == Direction.IN);
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
                snapshot.name(),
                snapshot.name(),
                snapshot.version(),
                isReplayed ? "full" : "responder-only"));
    for (String service : services(snapshot)) {
      manifest.append(
          "    - ref:\n        kind: Deployment\n        name: %s\n"
              .formatted(workloadName(service)));
      appendKeys(manifest, "test", slices(snapshot, service, Direction.IN));
      appendKeys(manifest, "mock", slices(snapshot, service, Direction.OUT));
    }
    return manifest.toString();
  }

  // Without a switched-on slice there is nothing to do for a service.
  private static Set<String> services(ReplayInstructions snapshot) {
    var services = new LinkedHashSet<String>();
    for (Direction direction : List.of(Direction.IN, Direction.OUT)) {
      snapshot.slices().stream()
          .filter(slice -> slice.direction() == direction)
          .map(Slice::service)
          .forEach(services::add);
    }
    if (services.isEmpty()) {
      services.add(
          snapshot.services().isEmpty() ? snapshot.name() : snapshot.services().getFirst());
    }
    return services;
  }

  private static List<Slice> slices(
      ReplayInstructions snapshot, String service, Direction direction) {
    return snapshot.slices().stream()
        .filter(slice -> slice.direction() == direction && slice.service().equals(service))
        .toList();
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
    slices.forEach(slice -> manifest.append("        - \"").append(slice.key()).append("\"\n"));
  }
}
