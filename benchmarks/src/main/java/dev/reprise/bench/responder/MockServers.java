// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.responder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.bench.process.Child;
import dev.reprise.bench.process.Cores;
import dev.reprise.bench.process.MavenArtifact;
import dev.reprise.bench.process.Ports;
import dev.reprise.bench.process.Progress;
import dev.reprise.bench.process.Project;
import dev.reprise.bench.recording.MockRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The responder and its peers, each told the same recording in its own form. The peers keep no
 * journal and log no request, as ours does not; Hoverfly's cache has room for the whole recording.
 */
final class MockServers {

  static final String OURS = "Reprise responder";
  static final String HOVERFLY = "Hoverfly";
  static final String WIREMOCK = "WireMock";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final String READY = "ready port=";

  // As orchestrator-service gives them.
  private static final List<String> JVM_OPTIONS =
      List.of("-XX:+UseSerialGC", "-Xmx384m", "--enable-native-access=ALL-UNNAMED");

  private final Project project;
  private final MockRecording recording;
  private final Path folder;

  MockServers(Project project, MockRecording recording) {
    this.project = project;
    this.recording = recording;
    this.folder = project.work("responder").resolve(Integer.toString(recording.mocks()));
  }

  MockServer ours() throws IOException {
    Path snapshot = Files.createDirectories(folder).resolve("mocks.rsnap");
    recording.write(snapshot);
    Progress.say("starting %s".formatted(OURS));
    var arguments =
        List.of(
            "run",
            "--snapshot-file",
            snapshot.toString(),
            "--ca-dir",
            folder.resolve("ca").toString());
    var child =
        Child.start(
            "responder",
            project.agent("responder", JVM_OPTIONS, arguments),
            Map.of(),
            folder.resolve("responder.log"));
    child.awaitText(READY, START_LIMIT);
    var said = child.printed();
    int from = said.indexOf(READY) + READY.length();
    return new MockServer(
        OURS, Integer.parseInt(said.substring(from).lines().findFirst().orElse("0")), child, true);
  }

  MockServer hoverfly() throws IOException {
    Path program = MavenArtifact.HOVERFLY.program(project, "binaries/hoverfly_linux_amd64");
    Path simulation = Files.createDirectories(folder).resolve("hoverfly.json");
    JSON.writeValue(simulation.toFile(), simulation());
    Progress.say("starting %s".formatted(HOVERFLY));
    int port = Ports.free();
    var command =
        List.of(
            program.toString(),
            "-webserver",
            "-pp",
            Integer.toString(port),
            "-ap",
            Integer.toString(Ports.free()),
            "-import",
            simulation.toString(),
            "-no-import-check",
            "-cache-size",
            Integer.toString(2 * recording.mocks() + 1000),
            "-journal-size",
            "0",
            "-log-level",
            "error");
    var child =
        Child.start(
            HOVERFLY, Cores.on(Cores.MEASURED, command), Map.of(), folder.resolve("hoverfly.log"));
    return new MockServer(HOVERFLY, port, child.awaitPort(port, START_LIMIT), false);
  }

  MockServer wireMock() throws IOException {
    Path jar = MavenArtifact.WIREMOCK.jar(project);
    Path root = folder.resolve("wiremock");
    Path mappings = Files.createDirectories(root.resolve("mappings"));
    JSON.writeValue(mappings.resolve("all.json").toFile(), mappings());
    Progress.say("starting %s".formatted(WIREMOCK));
    int port = Ports.free();
    var command =
        List.of(
            Project.java(),
            "-XX:+UseSerialGC",
            "-Xmx384m",
            "-jar",
            jar.toString(),
            "--port",
            Integer.toString(port),
            "--bind-address",
            "127.0.0.1",
            "--root-dir",
            root.toString(),
            "--no-request-journal",
            "--disable-request-logging",
            "--disable-gzip",
            "--disable-banner",
            "--use-chunked-encoding",
            "never");
    var child = Child.start(WIREMOCK, command, Map.of(), folder.resolve("wiremock.log"));
    return new MockServer(WIREMOCK, port, child.awaitPort(port, START_LIMIT), true);
  }

  private ObjectNode simulation() {
    var root = JSON.createObjectNode();
    var pairs = root.putObject("data").putArray("pairs");
    for (int index = 0; index < recording.mocks(); index++) {
      var pair = pairs.addObject();
      var request = pair.putObject("request");
      exactly(request, "method", "GET");
      exactly(request, "scheme", "http");
      exactly(request, "destination", MockRecording.HOST);
      exactly(request, "body", "");
      exactly(request, "path", recording.path(index));
      exactly(request.putObject("query"), MockRecording.PARAMETER, MockRecording.ARGUMENT);
      var body = recording.body(index);
      var response = pair.putObject("response").put("status", 200).put("body", body);
      var headers = response.putObject("headers");
      headers.putArray("Content-Type").add("application/json");
      headers.putArray("Content-Length").add(Integer.toString(body.length()));
    }
    root.putObject("meta").put("schemaVersion", "v5.2");
    return root;
  }

  private static void exactly(ObjectNode where, String name, String value) {
    where.putArray(name).addObject().put("matcher", "exact").put("value", value);
  }

  private ObjectNode mappings() {
    var root = JSON.createObjectNode();
    var mappings = root.putArray("mappings");
    for (int index = 0; index < recording.mocks(); index++) {
      var mapping = mappings.addObject();
      mapping.putObject("request").put("method", "GET").put("url", recording.target(index));
      var body = recording.body(index);
      mapping
          .putObject("response")
          .put("status", 200)
          .put("body", body)
          .putObject("headers")
          .put("Content-Type", "application/json")
          .put("Content-Length", Integer.toString(body.length()));
    }
    return root;
  }
}
