// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {

  @Test
  void choosesTheSameSessionsForTheSameSeedOnly() {
    assertThat(shape(sessions(1, 500))).isEqualTo(shape(sessions(1, 500)));
    assertThat(shape(sessions(1, 500))).isNotEqualTo(shape(sessions(2, 500)));
  }

  @Test
  void holdsAtLeastAsManyRequestsAsWantedAndNoSessionMore() {
    List<Script> sessions = sessions(7, 500);

    int all = sessions.stream().mapToInt(script -> script.steps().size()).sum();
    assertThat(all).isGreaterThanOrEqualTo(500);
    assertThat(all - sessions.getLast().steps().size()).isLessThan(500);
  }

  @Test
  void startsWithOneSessionOfEachScenario() {
    List<Script> sessions = sessions(7, 500);

    assertThat(sessions.stream().limit(Scenario.values().length).map(Script::scenario))
        .containsExactly(Scenario.values());
    assertThat(sessions).hasSizeGreaterThan(Scenario.values().length);
  }

  @Test
  void givesNeighbouringSessionsDifferentCustomersAndAllKindsOfTracing() {
    List<Script> sessions = sessions(7, 3_000);

    assertThat(sessions.stream().limit(200).map(Script::user)).doesNotHaveDuplicates();
    assertThat(sessions.stream().map(Script::tracing)).contains(Tracing.values());
    assertThat(new Plan(7, 1, Optional.of(Tracing.NONE)).next())
        .hasValueSatisfying(script -> assertThat(script.tracing()).isEqualTo(Tracing.NONE));
  }

  private static List<Script> sessions(long seed, long requests) {
    var plan = new Plan(seed, requests, Optional.empty());
    var sessions = new ArrayList<Script>();
    for (var next = plan.next(); next.isPresent(); next = plan.next()) {
      sessions.add(next.get());
    }
    return sessions;
  }

  private static List<String> shape(List<Script> sessions) {
    return sessions.stream()
        .map(it -> it.name() + " " + it.userAgent() + " " + it.steps().size())
        .toList();
  }
}
