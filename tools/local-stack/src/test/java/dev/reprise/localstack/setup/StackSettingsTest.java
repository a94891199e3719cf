// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.traffic.error.AppException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackSettingsTest {

  @TempDir private Path dir;

  private StackSettings read(String yaml, Map<String, String> environment) throws IOException {
    return StackSettings.read(Files.writeString(dir.resolve("stack.yaml"), yaml), environment);
  }

  @Test
  void areTheDefaultsWithoutAFile() {
    StackSettings settings = StackSettings.read(dir.resolve("none.yaml"), Map.of());

    assertThat(settings.port(Setting.PORTS_KAFKA)).isEqualTo(19092);
    assertThat(settings.given(Setting.CLICKHOUSE_URL)).isEmpty();
  }

  @Test
  void comeFromTheFileAndFromTheEnvironmentOverIt() throws IOException {
    StackSettings settings =
        read(
            "ports:\n  kafka: 29092\n  postgres: 25432\n",
            Map.of(
                "REPRISE_PORTS_KAFKA",
                "39092",
                "REPRISE_CLICKHOUSE_URL",
                "jdbc:clickhouse://h:1/x"));

    assertThat(settings.port(Setting.PORTS_KAFKA)).isEqualTo(39092);
    assertThat(settings.port(Setting.PORTS_POSTGRES)).isEqualTo(25432);
    assertThat(settings.given(Setting.CLICKHOUSE_URL)).contains("jdbc:clickhouse://h:1/x");
  }

  @Test
  void tellAllProblemsAtOnceWithASuggestion() {
    assertThatThrownBy(() ->
            read(
                "ports:\n  kafak: 1\n  query: 70000\nstart-cache: maybe\nwhatever: 1\n",
                Map.of("REPRISE_PORTS_INGEST", "x")))
        .isInstanceOf(AppException.class)
        .hasMessageContaining("'ports.kafak' is not a setting (did you mean 'ports.kafka'?)")
        .hasMessageContaining("ports.query is '70000', but must be a whole number from 1 to 65535")
        .hasMessageContaining("start-cache is 'maybe', but must be true or false")
        .hasMessageContaining("'whatever' is not a setting")
        .hasMessageContaining("REPRISE_PORTS_INGEST is 'x'");
  }

  @Test
  void sayWhereTheFileIsBroken() {
    assertThatThrownBy(() -> read("ports:\n  kafka: [1\n", Map.of()))
        .isInstanceOf(AppException.class)
        .hasMessageContaining("stack.yaml, line");
  }

  /** Renaming a key or changing a default breaks people's files: it must be meant. */
  @Test
  void keepTheirKeysAndDefaults() {
    String all =
        Arrays.stream(Setting.values())
            .map(s -> s.key() + "=" + s.byDefault())
            .collect(Collectors.joining("\n"));

    assertThat(all)
        .isEqualTo(
            """
            ports.clickhouse=18123
            ports.kafka=19092
            ports.kafka-controller=19093
            ports.postgres=15432
            ports.ingest=7401
            ports.query=7402
            ports.snapshot=7403
            ports.orchestrator=7404
            clickhouse.url=
            clickhouse.user=default
            clickhouse.password=
            kafka.bootstrap-servers=
            kafka.retention-hours=24
            kafka.retention-bytes=2147483648
            postgres.url=
            postgres.user=reprise
            postgres.password=
            snapshot.store=
            token=
            heap.clickhouse=256
            heap.kafka=512
            heap.services=256
            start-cache=true\
            """);
  }
}
