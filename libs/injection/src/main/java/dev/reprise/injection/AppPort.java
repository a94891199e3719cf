// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.injection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where an application listens.
 *
 * @param number of the port
 * @param name that it is declared by; empty where it has none
 * @param container that declares it; empty where none does
 */
record AppPort(int number, Optional<String> name, Optional<String> container) {

  /**
   * The port that is meant; what stands in the way of knowing it is added to the problems.
   *
   * @return empty where nothing inbound is to be recorded, or all
   */
  static Optional<AppPort> of(JsonNode podSpec, Wishes wishes, List<String> problems) {
    if (wishes.redirection().isPresent()) {
      return Optional.empty(); // whichever it is
    }
    var declared = declared(podSpec);
    if (wishes.appPort().isEmpty()) {
      if (declared.size() > 1) {
        problems.add(
            "The containers declare several ports, %s: say which is recorded in annotation %s, or none."
                .formatted(declared.stream().map(AppPort::number).toList(), Annotations.APP_PORT));
      }
      return declared.stream().findFirst();
    }
    String asked = wishes.appPort().get();
    if (asked.equals(Wishes.NO_PORT)) {
      return Optional.empty();
    }
    var number = Wishes.number(asked);
    var found =
        declared.stream()
            .filter(port ->
                number.map(n -> n == port.number()).orElse(port.name().equals(Optional.of(asked))))
            .findFirst();
    if (found.isEmpty() && number.isEmpty()) {
      problems.add(
          "Annotation %s names port '%s', which no container declares: declare it, or give its number."
              .formatted(Annotations.APP_PORT, asked));
    }
    return found.or(() -> number.map(n -> new AppPort(n, Optional.empty(), Optional.empty())));
  }

  /** The TCP ports of a pod's containers. */
  static List<AppPort> declared(JsonNode podSpec) {
    var ports = new ArrayList<AppPort>();
    for (JsonNode container : podSpec.path("containers")) {
      for (JsonNode port : container.path("ports")) {
        if (port.path("protocol").asText("TCP").equals("TCP")) {
          ports.add(
              new AppPort(
                  port.path("containerPort").asInt(),
                  Optional.of(port.path("name").asText()).filter(name -> !name.isEmpty()),
                  Optional.of(container.path("name").asText())));
        }
      }
    }
    return ports;
  }
}
