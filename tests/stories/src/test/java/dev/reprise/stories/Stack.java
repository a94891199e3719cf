// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.fixtures.ClickHouseBackend;
import dev.reprise.fixtures.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A local stack with a home and ports of its own, driven by the command line, and killed part by
 * part.
 */
final class Stack {

  private static final Duration RESTART_LIMIT = Duration.ofMinutes(3);
  private static final List<String> PORTS =
      List.of(
          "CLICKHOUSE",
          "KAFKA",
          "KAFKA_CONTROLLER",
          "POSTGRES",
          "INGEST",
          "QUERY",
          "SNAPSHOT",
          "ORCHESTRATOR");

  private final Path home;
  private final Map<String, String> environment = new HashMap<>();

  Stack(Path home) {
    this.home = home;
    environment.put("REPRISE_HOME", home.toString());
    environment.put("REPRISE_ROOT", Checkout.root().toString());
    environment.put("REPRISE_START_CACHE", "false"); // it is started only a few times
    List<Integer> free = Ports.free(PORTS.size());
    for (int i = 0; i < PORTS.size(); i++) {
      environment.put("REPRISE_PORTS_" + PORTS.get(i), free.get(i).toString());
    }
  }

  void up() {
    assertThat(run("up")).as("exit status of 'reprise up'; see %s/logs", home).isZero();
  }

  void down() {
    assertThat(run("down")).as("exit status of 'reprise down'").isZero();
  }

  private int run(String command) {
    return Processes.run(words(command), environment);
  }

  private static List<String> words(String... arguments) {
    var words = new ArrayList<>(Processes.java("-XX:TieredStopAtLevel=1", "-Xmx256m"));
    words.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "-jar", Checkout.commandLine().toString()));
    words.addAll(List.of(arguments));
    return words;
  }

  /** An address of the web page that signs a browser in, once. */
  String page() throws IOException {
    Path printed = Files.createTempFile(home, "page", ".txt");
    assertThat(Processes.print(words("open", "--print"), environment, printed))
        .as("exit status of 'reprise open'")
        .isZero();
    return Files.readString(printed).strip();
  }

  /** Where it says what its parts are doing. */
  Path stateFile() {
    return home.resolve("stack.json");
  }

  /** Leads commands to it. */
  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  /**
   * Kills a part with SIGKILL, and waits until the supervisor has another one ready.
   *
   * @return how long that took
   */
  Duration killAndAwaitReady(String part) {
    int restarts = part(part).path("restarts").asInt();
    long begin = System.nanoTime();
    kill(part);
    Eventually.holds(
        RESTART_LIMIT,
        () -> {
          var now = part(part);
          return now.path("restarts").asInt() > restarts
              && now.path("state").asText().equals("ready");
        },
        () -> part + " was not started again: " + part(part));
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** Of PostgreSQL it is the server itself, which runs beside the part that started it. */
  void kill(String part) {
    Processes.kill(
        part.equals("postgres") ? notedPid("postgres-server") : part(part).path("pid").asLong());
  }

  /** The parts stay; the next {@link #up} ends them. */
  void killSupervisor() {
    Processes.kill(notedPid("supervisor"));
  }

  private long notedPid(String name) {
    try {
      var note = Files.readString(home.resolve("run").resolve(name + ".pid"));
      return Long.parseLong(note.substring(0, note.indexOf(' ')));
    } catch (IOException e) {
      throw new UncheckedIOException("there is no note of " + name, e);
    }
  }

  private JsonNode part(String name) {
    for (JsonNode part : state().path("parts")) {
      if (part.path("name").asText().equals(name)) {
        return part;
      }
    }
    throw new IllegalStateException("the stack has no part " + name);
  }

  private JsonNode state() {
    try {
      return new ObjectMapper().readTree(stateFile().toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("the stack does not say where it is", e);
    }
  }

  String ingestAddress() {
    return state().path("addresses").path("reprise.ingest.address").asText();
  }

  int ingestPort() {
    return Integer.parseInt(environment.get("REPRISE_PORTS_INGEST"));
  }

  String token() {
    return secret("token");
  }

  /** The warehouse itself, as the services see it. */
  ClickHouseBackend warehouse() {
    return new ClickHouseBackend(
        "http://127.0.0.1:" + environment.get("REPRISE_PORTS_CLICKHOUSE"),
        "default",
        secret("clickhouse"));
  }

  private String secret(String name) {
    try {
      return Files.readString(home.resolve("secrets").resolve(name)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the stack has no secret " + name, e);
    }
  }
}
