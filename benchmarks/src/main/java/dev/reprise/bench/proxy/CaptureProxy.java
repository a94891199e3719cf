// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.proxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.bench.process.BenchException;
import dev.reprise.bench.process.Child;
import dev.reprise.bench.process.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Our own proxy, started as {@code reprise record} starts it, before the server. */
public final class CaptureProxy implements AutoCloseable {

  /** Its name in tables. */
  public static final String NAME = "Reprise";

  // As tools/cli gives them.
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmx256m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final Child child;
  private final JsonNode ready;

  private CaptureProxy(Child child, JsonNode ready) {
    this.child = child;
    this.ready = ready;
  }

  /** One that throws away all that it has copied. */
  public static CaptureProxy discarding(Project project, Path folder, int serverPort) {
    return start(project, folder, serverPort, List.of("--sink", "discard"), Map.of());
  }

  /** One that ships what it has copied. */
  public static CaptureProxy shipping(
      Project project, Path folder, int serverPort, String ingestAddress, String token) {
    var sink =
        List.of("--ingest", ingestAddress, "--spool-dir", folder.resolve("spool").toString());
    return start(project, folder, serverPort, sink, Map.of("REPRISE_TOKEN", token));
  }

  private static CaptureProxy start(
      Project project,
      Path folder,
      int serverPort,
      List<String> sink,
      Map<String, String> environment) {
    Path ready = folder.resolve("capture-proxy.json");
    var arguments =
        new ArrayList<>(
            List.of(
                "--service",
                "bench",
                "--app-port",
                Integer.toString(serverPort),
                "--ready-file",
                ready.toString()));
    arguments.addAll(sink);
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(ready);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare " + folder, e);
    }
    var child =
        Child.start(
            "capture-proxy",
            project.agent("capture-proxy", JVM_OPTIONS, arguments),
            environment,
            folder.resolve("capture-proxy.log"));
    return new CaptureProxy(child, parse(child.awaitFile(ready, START_LIMIT)));
  }

  private static JsonNode parse(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new BenchException("the proxy's ready file is no JSON: " + json, e);
    }
  }

  /** Where it listens. */
  public int port() {
    return ready.path("inboundPort").asInt();
  }

  /** What its pairs are stamped with; empty where they are thrown away. */
  public String captureId() {
    return ready.path("captureId").asText();
  }

  /** Its process. */
  public Child child() {
    return child;
  }

  /** Ends it, and gives what it says of its recording. */
  public String end() {
    child.close();
    return child.printed();
  }

  @Override
  public void close() {
    child.close();
  }
}
