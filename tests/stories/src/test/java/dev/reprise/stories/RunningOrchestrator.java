// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories;

import dev.reprise.fixtures.Eventually;
import dev.reprise.fixtures.PostgresDatabase;
import dev.reprise.proto.client.Channels;
import dev.reprise.proto.replay.v1.GetReplayRequest;
import dev.reprise.proto.replay.v1.Replay;
import dev.reprise.proto.replay.v1.ReplayPhase;
import dev.reprise.proto.replay.v1.ReplayServiceGrpc;
import dev.reprise.proto.replay.v1.ReplayServiceGrpc.ReplayServiceBlockingStub;
import dev.reprise.proto.replay.v1.WatchReplayRequest;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * orchestrator-service as a process that starts the real agents, on a database of its own; the
 * services around it are where the test says.
 *
 * <p><b>Threads:</b> confined to one, but for what {@link Watch} says.
 */
final class RunningOrchestrator implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final int port = Ports.free(1).getFirst();
  private final Path folder;
  private final Neighbours neighbours;
  private final List<String> settings;
  private Process process;
  private ManagedChannel channel;

  /**
   * What it needs around it; services as {@code host:port}.
   *
   * @param database where it keeps replays
   */
  record Neighbours(PostgresDatabase database, String snapshots, String query, String ingest) {}

  /**
   * Starts it.
   *
   * @param folder for the agents' files, its CA and its log
   * @param settings more of them, as {@code name=value} under {@code reprise.orchestrator}
   */
  RunningOrchestrator(Path folder, Neighbours neighbours, String... settings) {
    this.folder = folder;
    this.neighbours = neighbours;
    this.settings = List.of(settings);
    begin();
  }

  private void begin() {
    process = Processes.start(command(), environment(), folder.resolve("orchestrator.log"));
    Ports.awaitListening(port, folder);
    channel = Channels.open("127.0.0.1:" + port, "");
  }

  private List<String> command() {
    var command = new ArrayList<>(Processes.java("-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.add("-Dquarkus.http.port=" + port);
    command.add("-Dquarkus.datasource.reactive.url=" + neighbours.database().url());
    command.add("-Dreprise.snapshot.address=" + neighbours.snapshots());
    command.add("-Dreprise.query.address=" + neighbours.query());
    command.add("-Dreprise.ingest.address=" + neighbours.ingest());
    var own =
        Stream.concat(
            Stream.of(
                "work-directory=" + workFolder(),
                "ca-directory=" + folder.resolve("ca"),
                "agent-jvm-options=-XX:+UseSerialGC,-XX:TieredStopAtLevel=1,-Xmx128m"),
            settings.stream());
    own.forEach(setting -> command.add("-Dreprise.orchestrator." + setting));
    command.add("-Dreprise.root=" + Checkout.root());
    command.addAll(List.of("-jar", Checkout.orchestrator().toString()));
    return command;
  }

  private Map<String, String> environment() {
    return Map.of(
        "QUARKUS_DATASOURCE_USERNAME", neighbours.database().user(),
        "QUARKUS_DATASOURCE_PASSWORD", neighbours.database().password());
  }

  /** Its own calls, with a limit on time. */
  ReplayServiceBlockingStub calls() {
    return ReplayServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** A replay as it is now. */
  Replay get(String id) {
    return calls().getReplay(GetReplayRequest.newBuilder().setId(id).build());
  }

  /** Follows a replay from now on. */
  Watch watch(String id) {
    return new Watch(ReplayServiceGrpc.newBlockingStub(channel), id);
  }

  /** The processes that serve a replay now: started by it, or left behind. */
  static List<ProcessHandle> agentsOf(String id) {
    return ProcessHandle.allProcesses()
        .filter(each -> each.info().arguments().map(List::of).orElse(List.of()).contains(id))
        .toList();
  }

  /** The process of one agent of a replay. */
  static ProcessHandle agentOf(String id, String agent) {
    return agentsOf(id).stream()
        .filter(each ->
            String.join(" ", each.info().arguments().orElseThrow()).contains(agent + "/target"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no %s of replay %s runs".formatted(agent, id)));
  }

  /** What agents' files are left. */
  List<Path> leftFiles() {
    if (!Files.exists(workFolder())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(workFolder())) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path workFolder() {
    return folder.resolve("work");
  }

  /** {@code kill -9}, waiting until it is gone. */
  void kill() {
    channel.shutdownNow();
    Processes.kill(process.pid());
  }

  /** Starts it again as it was. */
  void restart() {
    begin();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    Processes.end(process);
  }

  /**
   * What was seen of a replay.
   *
   * <p><b>Threads:</b> safe.
   */
  static final class Watch {

    private final List<Replay> seen = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private volatile boolean broken;

    private Watch(ReplayServiceBlockingStub calls, String id) {
      reader =
          Thread.ofVirtual()
              .start(() -> read(calls, WatchReplayRequest.newBuilder().setId(id).build()));
    }

    private void read(ReplayServiceBlockingStub calls, WatchReplayRequest request) {
      try {
        calls.watchReplay(request).forEachRemaining(seen::add);
      } catch (StatusRuntimeException _) {
        broken = true; // as when the service is killed; whoever waits for more is told
      }
    }

    /** Waits for a phase; gives the first state in it. */
    Replay until(ReplayPhase phase) {
      Eventually.holds(
          LIMIT,
          () -> !reader.isAlive() || seen.stream().anyMatch(each -> each.getPhase() == phase),
          () -> "phase %s, seen %s".formatted(phase, phases()));
      return seen.stream()
          .filter(each -> each.getPhase() == phase)
          .findFirst()
          .orElseThrow(() -> new AssertionError("no %s among %s".formatted(phase, seen)));
    }

    /** Waits for the end of the stream; gives the last state. */
    Replay end() {
      Eventually.holds(
          LIMIT,
          () -> !reader.isAlive(),
          () -> "the end of the stream, seen %s".formatted(phases()));
      if (broken) {
        throw new AssertionError("the stream broke after " + seen);
      }
      return seen.getLast();
    }

    /** The phases so far, each once. */
    List<ReplayPhase> phases() {
      return seen.stream().map(Replay::getPhase).distinct().toList();
    }
  }
}
