// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.start;

import dev.reprise.bench.process.BenchException;
import dev.reprise.bench.process.Ports;
import dev.reprise.bench.process.Project;
import dev.reprise.bench.recording.MockRecording;
import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.part.Part;
import dev.reprise.localstack.part.Readiness;
import dev.reprise.localstack.setup.Installation;
import dev.reprise.localstack.setup.LocalPlan;
import dev.reprise.localstack.setup.StackSettings;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Our programs, as they are started for people. */
final class Programs {

  private static final List<String> SERVICES =
      List.of("ingest", "query", "snapshot", "orchestrator");
  private static final int OK = 200;
  private static final int ASK_MILLIS = 2000;

  private final Project project;
  private final Path home;
  private final Path folder;

  /**
   * @param home of a stack that is up
   * @param folder for what they make
   */
  Programs(Project project, Path home, Path folder) {
    this.project = project;
    this.home = home;
    this.folder = folder;
  }

  List<Program> all() throws IOException {
    var programs = new ArrayList<>(services());
    programs.add(captureProxy());
    programs.add(responder());
    programs.add(generator());
    programs.add(commandLine());
    return programs;
  }

  /** A second one of each service beside those of the stack, with the same back ends. */
  private List<Program> services() {
    var ports = new TreeMap<>(System.getenv());
    SERVICES.forEach(service -> ports.put(variable(service), Integer.toString(Ports.free())));
    var place = new Home(home);
    var settings = StackSettings.read(place.settings(), ports);
    var plan = new LocalPlan(place, settings, new Installation(project.path(""))).plan(true);
    return plan.parts().stream()
        .filter(part -> SERVICES.contains(part.name()))
        .map(Programs::service)
        .toList();
  }

  private static String variable(String service) {
    return "REPRISE_PORTS_" + service.toUpperCase(Locale.ROOT);
  }

  private static Program service(Part part) {
    if (!(part.readiness() instanceof Readiness.Http(URI uri))) {
      throw new BenchException(part.name() + " does not tell its readiness over HTTP.");
    }
    var cache =
        part.cache()
            .orElseThrow(() -> new BenchException(part.name() + " has no start-up cache."))
            .file();
    return new Program(
        part.name() + "-service", part.command(), part.env(), cache, _ -> answers(uri));
  }

  private static boolean answers(URI uri) {
    try {
      var connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(ASK_MILLIS);
      connection.setReadTimeout(ASK_MILLIS);
      try {
        return connection.getResponseCode() == OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException _) {
      return false; // not yet
    }
  }

  private Program captureProxy() {
    var arguments =
        List.of(
            "--service",
            "bench",
            "--app-port",
            Integer.toString(Ports.free()),
            "--sink",
            "discard");
    return agent("capture-proxy", "-Xmx256m", arguments, "ready ");
  }

  private Program responder() throws IOException {
    Path snapshot = folder.resolve("mocks.rsnap");
    new MockRecording(1).write(snapshot);
    var arguments =
        List.of(
            "run",
            "--snapshot-file",
            snapshot.toString(),
            "--ca-dir",
            folder.resolve("ca").toString());
    return agent("responder", "-Xmx384m", arguments, "ready ");
  }

  /** It has nothing to wait for: without a server it can only tell how it is used. */
  private Program generator() {
    return new Program(
        "generator, --help",
        project.agent("generator", options("-Xmx384m"), List.of("--help")),
        Map.of(),
        folder.resolve("generator.aot"),
        child -> !child.isAlive());
  }

  private Program agent(String name, String heap, List<String> arguments, String ready) {
    return new Program(
        name,
        project.agent(name, options(heap), arguments),
        Map.of(),
        folder.resolve(name + ".aot"),
        child -> child.printed().contains(ready));
  }

  private static List<String> options(String heap) {
    return List.of("-XX:+UseSerialGC", heap, "--enable-native-access=ALL-UNNAMED");
  }

  /** The shortest command that needs no stack. */
  private Program commandLine() {
    var command =
        List.of(
            Project.java(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "-jar",
            project.commandLine().toString(),
            "status",
            "--home",
            folder.resolve("nowhere").toString());
    return new Program(
        "command line, status",
        command,
        Map.of(),
        folder.resolve("command-line.aot"),
        child -> !child.isAlive());
  }
}
