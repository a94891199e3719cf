// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import dev.reprise.cli.context.Environment;
import dev.reprise.command.CommandLineSetup;
import dev.reprise.localstack.LocalStack;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/**
 * The whole command line in this process, at noon of a day, talking to the services of a test in
 * place of the real ones.
 */
final class CommandLineUnderTest implements AutoCloseable {

  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  final FakeQueryService query = new FakeQueryService();
  final FakeSnapshotService snapshots = new FakeSnapshotService();
  final FakeAccessService keys = new FakeAccessService();
  final FakeReplayService replays = new FakeReplayService();

  private final Path home;
  private final String name = UUID.randomUUID().toString();
  private final List<Server> servers = new ArrayList<>();
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final Map<String, String> variables = new HashMap<>();
  private boolean isTerminal;
  private String shown = "";

  CommandLineUnderTest(Path home) {
    this.home = home;
    serve("7402", query);
    serve("7403", snapshots, keys);
    serve("7404", replays);
  }

  /** What a command left behind. */
  record Result(int status, String out, String err) {}

  /** A command that runs. */
  record Running(Thread thread, FutureTask<Result> result, StringWriter printed) {

    /** What it has printed on standard output so far. */
    String out() {
      return printed.toString();
    }

    /** As Ctrl-C does. */
    Result interrupt() throws Exception {
      thread.interrupt();
      return result.get(1, TimeUnit.MINUTES);
    }
  }

  /** Sets an environment variable. */
  CommandLineUnderTest with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  /** Lets a person look at it. */
  CommandLineUnderTest onTerminal() {
    isTerminal = true;
    return this;
  }

  /** Takes the services away. */
  CommandLineUnderTest withoutServices() {
    servers.forEach(Server::shutdownNow);
    return this;
  }

  /** Runs a command to its end. */
  Result run(String... arguments) {
    return run(new StringWriter(), arguments);
  }

  /** Starts a command that runs until it is interrupted. */
  Running start(String... arguments) {
    var out = new StringWriter();
    var result = new FutureTask<>(() -> run(out, arguments));
    return new Running(Thread.ofPlatform().start(result), result, out);
  }

  private Result run(StringWriter out, String... arguments) {
    var err = new StringWriter();
    var bytes = new ByteArrayOutputStream();
    int status =
        commandLine(bytes)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Result(status, out + bytes.toString(StandardCharsets.ISO_8859_1), err.toString());
  }

  CommandLine commandLine(ByteArrayOutputStream bytes) {
    var environment =
        new Environment(
            variables, Clock.fixed(NOON, ZoneOffset.UTC), isTerminal, bytes, new InProcess());
    return CommandLineSetup.configure(new CommandLine(new Reprise(environment)));
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    servers.forEach(Server::shutdownNow);
  }

  private void serve(String port, BindableService... services) {
    try {
      var server = InProcessServerBuilder.forName(name + ":" + port);
      List.of(services).forEach(server::addService);
      servers.add(server.build().start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The services of this test stand at the default ports; its local stack is in its folder. */
  private final class InProcess implements Environment.Reach {

    @Override
    public ManagedChannel channel(String address, String token) {
      if (!address.matches(".+:[0-9]+")) {
        throw new IllegalArgumentException(
            "a service's address looks like 'host:port', this does not: '" + address + "'");
      }
      String port = address.substring(address.lastIndexOf(':') + 1);
      var channel = InProcessChannelBuilder.forName(name + ":" + port).build();
      channels.add(channel);
      shown = token;
      return channel;
    }

    @Override
    public LocalStack stack(Path folder) {
      return LocalStack.open(folder);
    }
  }

  /** What was shown to the service that was called last. */
  String shown() {
    return shown;
  }

  Path home() {
    return home;
  }
}
