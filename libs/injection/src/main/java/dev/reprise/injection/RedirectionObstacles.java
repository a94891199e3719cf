// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.injection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** What in a pod stands in the way of the kernel leading its connections to the proxy. */
final class RedirectionObstacles {

  private static final List<String> PROBES =
      List.of("startupProbe", "readinessProbe", "livenessProbe");

  private RedirectionObstacles() {}

  static void find(JsonNode pod, Wishes wishes, int proxyUser, List<String> problems) {
    wishes
        .appPort()
        .filter(port -> !port.equals(Wishes.NO_PORT))
        .ifPresent(port ->
            problems.add(
                "Annotation %s is '%s', but %s records every port: remove it, make it none, or name what is left out in %s."
                    .formatted(
                        Annotations.APP_PORT,
                        port,
                        Annotations.TRANSPARENT,
                        Annotations.EXCLUDE_INBOUND_PORTS)));
    var usual = user(pod);
    for (String list : List.of("initContainers", "containers")) {
      for (JsonNode container : pod.path(list)) {
        if (user(container).or(() -> usual).equals(Optional.of(proxyUser))) {
          problems.add(
              "Container '%s' runs as user %d, as the proxy does, and what that user sends is left alone: give it another runAsUser, or let settings lead it to the proxy (annotation %s false)."
                  .formatted(container.path("name").asText(), proxyUser, Annotations.TRANSPARENT));
        }
        if (wishes.redirectsInbound()) {
          findDeceivedProbes(pod, container, wishes, problems);
        }
      }
    }
  }

  /** The proxy accepts connections before it knows whether the application would. */
  private static void findDeceivedProbes(
      JsonNode pod, JsonNode container, Wishes wishes, List<String> problems) {
    for (String probe : PROBES) {
      var asked = container.path(probe).path("tcpSocket").path("port");
      if (!asked.isMissingNode()
          && port(pod, asked.asText())
              .filter(wishes.redirection().orElseThrow()::leavesAlone)
              .isEmpty()) {
        problems.add(
            "Container '%s' has a %s that only connects to port %s, and the proxy accepts that whether the application does or not: use httpGet or grpc, or leave the port out by annotation %s."
                .formatted(
                    container.path("name").asText(),
                    probe,
                    asked.asText(),
                    Annotations.EXCLUDE_INBOUND_PORTS));
      }
    }
  }

  private static Optional<Integer> port(JsonNode pod, String text) {
    return Wishes.number(text)
        .or(() ->
            AppPort.declared(pod).stream()
                .filter(port -> port.name().equals(Optional.of(text)))
                .map(AppPort::number)
                .findFirst());
  }

  private static Optional<Integer> user(JsonNode holder) {
    return Optional.of(holder.path("securityContext").path("runAsUser"))
        .filter(JsonNode::isInt)
        .map(JsonNode::intValue);
  }
}
