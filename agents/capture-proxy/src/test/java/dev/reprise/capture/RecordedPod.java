// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.command.CommandLineSetup;
import dev.reprise.fixtures.RunningJar;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Three hosts, which are network namespaces: somebody who calls, a pod whose traffic the kernel
 * leads to a proxy there, and somebody whom the pod calls. The proxy runs as a program of its own
 * without any capability; the application is a user of its own.
 */
final class RecordedPod implements AutoCloseable {

  static final String POD = "10.213.1.1";
  static final String POD6 = "fd00:213:1::1";
  static final String SERVER = "10.213.2.2";
  static final String SERVER6 = "fd00:213:2::2";
  static final String LEFT_ALONE = "10.213.2.3";
  static final int EXCLUDED_INBOUND = 8099;
  static final int EXCLUDED_OUTBOUND = 9099;
  static final int INBOUND = 14_145;
  static final int OUTBOUND = 14_146;
  static final int HEALTH = 14_144;

  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final int APPLICATION_USER = 4711;
  private static final List<String> WITHOUT_CAPABILITIES =
      List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs");

  final NetNamespace caller = NetNamespace.create("caller");
  final NetNamespace pod = NetNamespace.create("pod");
  final NetNamespace server = NetNamespace.create("server");

  private final List<ServerSocket> listeners = new ArrayList<>();
  private @Nullable RunningJar proxy;

  RecordedPod() {
    pod.link(
        List.of("front", POD + "/24", POD6 + "/64"),
        caller,
        List.of("eth0", "10.213.1.2/24", "fd00:213:1::2/64"));
    pod.link(
        List.of("back", "10.213.2.1/24", "fd00:213:2::1/64"),
        server,
        List.of("eth0", SERVER + "/24", SERVER6 + "/64"));
    server.ip("addr", "add", LEFT_ALONE + "/24", "dev", "eth0");
  }

  /** Runs the command as the init container does; it must succeed. */
  String rules(String action, String... more) throws Exception {
    return pod.call(() -> {
      var words = new ArrayList<>(List.of("rules", action));
      words.addAll(
          List.of(
              "--transparent-inbound-port",
              Integer.toString(INBOUND),
              "--transparent-outbound-port",
              Integer.toString(OUTBOUND),
              "--proxy-user",
              "0",
              "--exclude-inbound-port",
              HEALTH + "," + EXCLUDED_INBOUND,
              "--exclude-outbound-port",
              Integer.toString(EXCLUDED_OUTBOUND),
              "--exclude-address",
              LEFT_ALONE + ",fd00:213:99::/64"));
      words.addAll(List.of(more));
      var said = new StringWriter();
      int status =
          CommandLineSetup.configure(new CommandLine(new CaptureCommand()))
              .setOut(new PrintWriter(said))
              .setErr(new PrintWriter(said))
              .execute(words.toArray(String[]::new));
      if (status != 0) {
        throw new AssertionError("'rules %s' ended with %d: %s".formatted(action, status, said));
      }
      return said.toString();
    });
  }

  /** Starts the proxy and waits until it listens. */
  void startProxy(String... more) throws Exception {
    var arguments =
        new ArrayList<>(
            List.of(
                "--service", "shop",
                "--transparent-inbound-port", Integer.toString(INBOUND),
                "--transparent-outbound-port", Integer.toString(OUTBOUND),
                "--health-port", Integer.toString(HEALTH),
                "--health-listen", "0.0.0.0"));
    arguments.addAll(List.of(more));
    RunningJar started = pod.call(() -> RunningJar.startBy(WITHOUT_CAPABILITIES, JAR, arguments));
    proxy = started;
    String line = started.line();
    if (!line.startsWith("ready ")) {
      throw new AssertionError("it said '%s': %s".formatted(line, started.kill().await()));
    }
  }

  /** Ends it as {@code kill -9} does, and waits until it is gone. */
  void killProxy() {
    var running = proxy;
    if (running != null) {
      proxy = null;
      running.kill().handle().onExit().join();
    }
  }

  /** A server of the application, reached at the pod's addresses. */
  ScriptedServer application(int port, ScriptedServer.Script script) throws Exception {
    return new ScriptedServer(listen(pod, port), Wire::new, script);
  }

  /** A server that the application calls. */
  ScriptedServer dependency(int port, ScriptedServer.Opening opening, ScriptedServer.Script script)
      throws Exception {
    return new ScriptedServer(listen(server, port), opening, script);
  }

  private ServerSocket listen(NetNamespace where, int port) throws Exception {
    var listener = where.call(() -> new ServerSocket(port));
    listeners.add(listener);
    return listener;
  }

  /** A connection of the application to another host. */
  Wire callFromApplication(String address, int port) throws Exception {
    return pod.connectAs(APPLICATION_USER, address, port);
  }

  /** A figure of the proxy. */
  long metric(String name) throws Exception {
    String page =
        pod.call(() -> {
          try (var socket = new Socket("127.0.0.1", HEALTH)) {
            socket
                .getOutputStream()
                .write("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
          }
        });
    var found = Pattern.compile("(?m)^" + name + " ([0-9.]+)").matcher(page);
    if (!found.find()) {
      throw new AssertionError(name + " is not in " + page);
    }
    return (long) Double.parseDouble(found.group(1));
  }

  @Override
  public void close() throws IOException {
    killProxy();
    for (ServerSocket listener : listeners) {
      listener.close();
    }
    for (NetNamespace host : List.of(caller, pod, server)) {
      host.close();
    }
  }
}
