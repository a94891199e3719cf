// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.stack;

import dev.reprise.bench.process.BenchException;
import dev.reprise.bench.process.Ports;
import dev.reprise.bench.process.Progress;
import dev.reprise.bench.process.Project;
import dev.reprise.localstack.LocalStack;
import dev.reprise.localstack.PartStatus;
import dev.reprise.localstack.StackProgress;
import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.home.Secrets;
import dev.reprise.traffic.error.AppException;
import dev.reprise.warehouse.WarehouseAddress;
import dev.reprise.warehouse.WarehouseClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A local stack of the benchmarks' own, on ports that were free, with no data when it starts. What
 * is learnt for later starts (start-up caches, unpacked programs) stays from one to the next.
 *
 * <p><b>Ownership:</b> {@link #close} ends it; so does the end of this process.
 *
 * <p><b>Threads:</b> methods block; confined to one.
 */
public final class Stack implements AutoCloseable {

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
  private static final Pattern PORT = Pattern.compile(": (\\d+)");
  private static final List<String> PORTS =
      List.of(
          "clickhouse",
          "kafka",
          "kafka-controller",
          "postgres",
          "ingest",
          "query",
          "snapshot",
          "orchestrator");

  private final LocalStack stack;
  private final Duration upAfter;
  private final StackEnd end;

  private Stack(LocalStack stack, StackEnd end, Duration upAfter) {
    this.stack = stack;
    this.end = end;
    this.upAfter = upAfter;
  }

  /**
   * Starts parts, and waits until they are ready.
   *
   * @param only which, with what they depend on; empty for all
   * @throws BenchException if they do not start
   */
  public static Stack up(Project project, List<String> only) throws InterruptedException {
    return up(prepare(project), only);
  }

  /** A directory for a stack without data, with the ports of the last one where they are free. */
  public static Path prepare(Project project) {
    Path home = home(project);
    StackEnd.of(home).close(); // one that a killed benchmark has left behind
    for (String old : List.of("data", "snapshots", "logs", "demo", "run", "stack.json")) {
      delete(home.resolve(old));
    }
    Path settings = home.resolve("stack.yaml");
    try {
      Home.makePrivate(home);
      if (!Files.exists(settings) || !isFree(Files.readString(settings))) {
        Files.writeString(settings, freePorts());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the settings in " + home, e);
    }
    return home;
  }

  private static String freePorts() {
    return PORTS.stream()
        .map(part -> "  %s: %d".formatted(part, Ports.free()))
        .collect(Collectors.joining("\n", "ports:\n", "\n"));
  }

  // Back ends are told their ports by their commands: with others, their caches would not hold.
  private static boolean isFree(String settings) {
    return PORT.matcher(settings)
        .results()
        .mapToInt(port -> Integer.parseInt(port.group(1)))
        .noneMatch(Ports::isListening);
  }

  /** Forgets what earlier stacks have left for later starts. */
  public static void forget(Project project) {
    delete(home(project));
  }

  /** Where they keep everything. */
  public static Path home(Project project) {
    return project.work("stack").resolve("home");
  }

  /** Starts parts in a directory that was prepared, and waits until they are ready. */
  public static Stack up(Path home, List<String> only) throws InterruptedException {
    Progress.say("starting a local stack: %s".formatted(only.isEmpty() ? "all of it" : only));
    var stack = LocalStack.open(home);
    var end = new StackEnd(stack);
    long started = System.nanoTime();
    try {
      var _ = stack.up(only, StackProgress.silent());
    } catch (AppException e) {
      end.close();
      throw new BenchException(
          "The local stack did not start: %s %s".formatted(e.getMessage(), e.remedy()), e);
    }
    return new Stack(stack, end, Duration.ofNanos(System.nanoTime() - started));
  }

  /** How long it took to be ready. */
  public Duration upAfter() {
    return upAfter;
  }

  /** Its parts, as they are now. */
  public List<PartStatus> parts() {
    return stack.status().parts();
  }

  /** Where a service listens, as {@code host:port}. */
  public String address(String service) {
    return known("reprise." + service + ".address");
  }

  /** What shows that we may ask. */
  public String token() {
    return new Secrets(new Home(stack.home())).value("token");
  }

  /** A client of a database in its warehouse; the caller closes it. */
  public WarehouseClient warehouse(String database) {
    var ours =
        WarehouseAddress.parse(
            known("reprise.warehouse.url"),
            "default",
            new Secrets(new Home(stack.home())).value("clickhouse"));
    return new WarehouseClient(
        new WarehouseAddress(
            ours.endpoint(), database, ours.user(), ours.password(), ours.settings()),
        ANSWER_LIMIT);
  }

  /** A client of the database that the services use; the caller closes it. */
  public WarehouseClient warehouse() {
    return warehouse("reprise");
  }

  private String known(String setting) {
    var value = stack.status().addresses().get(setting);
    if (value == null) {
      throw new BenchException("The local stack does not tell its " + setting + ".");
    }
    return value;
  }

  @Override
  public void close() {
    Progress.say("ending the local stack");
    end.close();
  }

  private static void delete(Path tree) {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + tree, e);
    }
  }
}
