// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.part.Part;
import dev.reprise.localstack.part.Plan;
import dev.reprise.traffic.error.AppException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPlanTest {

  @TempDir private Path dir;
  private Home home;
  private Installation installation;

  @BeforeEach
  void build() throws IOException {
    home = new Home(dir.resolve("home")).make();
    Path root = dir.resolve("root");
    Files.createDirectories(root.resolve("tools/local-stack/target/dist/lib"));
    Files.createFile(root.resolve("tools/local-stack/target/dist/lib/reprise-local-stack.jar"));
    for (String service : List.of("ingest", "query", "snapshot", "orchestrator")) {
      Path app = root.resolve(service + "-service/target/quarkus-app");
      Files.createDirectories(app);
      Files.createFile(app.resolve("quarkus-run.jar"));
    }
    installation = new Installation(root);
  }

  private Plan plan(Map<String, String> environment) {
    StackSettings settings = StackSettings.read(home.settings(), environment);
    return new LocalPlan(home, settings, installation).plan(true);
  }

  private static Part part(Plan plan, String name) {
    return plan.parts().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void hasThreeBackEndsAndFourServices() {
    assertThat(plan(Map.of()).parts().stream().map(Part::name))
        .containsExactly(
            "clickhouse", "kafka", "postgres", "ingest", "query", "snapshot", "orchestrator");
  }

  @Test
  void tellsServicesWhereEverythingIsByTheirEnvironmentOnly() throws IOException {
    Plan plan = plan(Map.of("REPRISE_PORTS_KAFKA", "39092"));

    Part ingest = part(plan, "ingest");
    String password = Files.readString(home.secrets().resolve("clickhouse"));
    assertThat(ingest.env())
        .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:39092")
        .containsEntry("REPRISE_WAREHOUSE_URL", "jdbc:clickhouse://127.0.0.1:18123/reprise")
        .containsEntry("REPRISE_WAREHOUSE_PASSWORD", password)
        .containsEntry("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://127.0.0.1:15432/reprise")
        .containsEntry("QUARKUS_HTTP_HOST", "127.0.0.1")
        .containsEntry("QUARKUS_HTTP_PORT", "7401")
        .containsEntry("REPRISE_QUERY_ADDRESS", "127.0.0.1:7402")
        .containsEntry("REPRISE_SNAPSHOT_STORE", home.snapshots().toString())
        .containsKey("REPRISE_TOKEN");
    assertThat(ingest.command()).noneMatch(word -> word.contains(password));
    assertThat(plan.addresses().values()).noneMatch(value -> value.contains(password));
  }

  @Test
  void startsNoBackEndThatIsElsewhere() {
    Plan plan =
        plan(
            Map.of(
                "REPRISE_CLICKHOUSE_URL", "jdbc:clickhouse://warehouse:8123/reprise",
                "REPRISE_CLICKHOUSE_USER", "writer",
                "REPRISE_CLICKHOUSE_PASSWORD", "pw",
                "REPRISE_KAFKA_BOOTSTRAP_SERVERS", "k1:9092,k2:9092",
                "REPRISE_POSTGRES_URL", "postgresql://pg:5432/reprise"));

    assertThat(plan.parts().stream().map(Part::name))
        .containsExactly("ingest", "query", "snapshot", "orchestrator");
    assertThat(part(plan, "ingest").dependsOn()).isEmpty();
    assertThat(part(plan, "ingest").env())
        .containsEntry("REPRISE_WAREHOUSE_URL", "jdbc:clickhouse://warehouse:8123/reprise")
        .containsEntry("REPRISE_WAREHOUSE_USER", "writer")
        .containsEntry("REPRISE_WAREHOUSE_PASSWORD", "pw")
        .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "k1:9092,k2:9092")
        .containsEntry("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://pg:5432/reprise");
  }

  @Test
  void saysWhatIsNotBuilt() throws IOException {
    Files.delete(installation.serviceJar("query"));

    assertThatThrownBy(() -> plan(Map.of()))
        .isInstanceOf(AppException.class)
        .hasMessageContaining("query-service is not built");
  }
}
