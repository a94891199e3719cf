// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.ephemeral;

import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.home.Secrets;
import dev.reprise.localstack.part.Part;
import dev.reprise.localstack.part.Plan;
import dev.reprise.localstack.part.PortNeed;
import dev.reprise.localstack.setup.BackEnds;
import dev.reprise.localstack.setup.BackEnds.Place;
import dev.reprise.localstack.setup.Installation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which back ends run for a test, and what the test is told about them. */
final class EphemeralPlan {

  private static final int MOST_PORTS = 4;
  private static final String PORT_IS_RANDOM = "a free port, chosen at random";

  private final Home home;
  private final Secrets secrets;
  private final BackEnds backEnds;
  private final Path programs;
  private final FreePorts ports = FreePorts.find(MOST_PORTS);
  private final Map<String, String> facts = new LinkedHashMap<>();

  EphemeralPlan(Home home, Installation installation) {
    this.home = home;
    this.secrets = new Secrets(home);
    this.backEnds = new BackEnds(installation, Optional.empty(), true);
    // Unpacked once a build, not once a test.
    this.programs = installation.lib().resolveSibling("programs").resolve("postgres");
  }

  Plan plan(List<String> names) {
    var parts = new ArrayList<Part>();
    for (String name : names) {
      parts.add(
          switch (name) {
            case BackEnds.CLICKHOUSE -> clickHouse();
            case BackEnds.KAFKA -> kafka();
            case BackEnds.POSTGRES -> postgres();
            default ->
                throw new IllegalArgumentException(
                    "'%s' is no back end; there are clickhouse, kafka and postgres"
                        .formatted(name));
          });
    }
    return new Plan(parts, Map.of());
  }

  private Part clickHouse() {
    PortNeed port = port();
    facts.put("REPRISE_TEST_CLICKHOUSE_URL", "http://127.0.0.1:" + port.port());
    facts.put("REPRISE_TEST_CLICKHOUSE_USER", "default");
    facts.put("REPRISE_TEST_CLICKHOUSE_PASSWORD", secrets.value(BackEnds.CLICKHOUSE));
    return backEnds.clickHouse(port, place(BackEnds.CLICKHOUSE), "256");
  }

  private Part kafka() {
    PortNeed port = port();
    facts.put("REPRISE_TEST_KAFKA", "127.0.0.1:" + port.port());
    return backEnds.kafka(List.of(port, port()), home.data(BackEnds.KAFKA), "512", List.of());
  }

  private Part postgres() {
    PortNeed port = port();
    facts.put("REPRISE_TEST_POSTGRES_URL", "postgresql://127.0.0.1:" + port.port() + "/reprise");
    facts.put("REPRISE_TEST_POSTGRES_USER", "reprise");
    facts.put("REPRISE_TEST_POSTGRES_PASSWORD", secrets.value(BackEnds.POSTGRES));
    return backEnds.postgres(
        port, place(BackEnds.POSTGRES), programs, home.pidFile("postgres-server"));
  }

  private PortNeed port() {
    return new PortNeed(ports.next(), PORT_IS_RANDOM);
  }

  private Place place(String name) {
    return new Place(home.data(name), secrets.file(name));
  }

  /** The variables by which a test finds the back ends; complete once the plan was made. */
  Map<String, String> facts() {
    return facts;
  }
}
