// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * A network of its own in the kernel, as a host has one, that is gone with the test. What is opened
 * within {@link #call} belongs to it for good: sockets may be used on any thread afterwards, and
 * processes live there.
 *
 * <p>Needs root and Debian's iproute2: without them it fails.
 */
@SuppressWarnings("restricted") // native functions are what this class is about
final class NetNamespace implements AutoCloseable {

  private static final long LIMIT_SECONDS = 60;
  private static final int CLONE_NEWNET = 0x4000_0000;
  private static final int O_RDONLY = 0;

  private final String name;

  private NetNamespace(String name) {
    this.name = name;
  }

  /**
   * Makes one.
   *
   * @param purpose a few letters
   */
  static NetNamespace create(String purpose) {
    var made = new NetNamespace("reprise-" + ProcessHandle.current().pid() + "-" + purpose);
    run("ip", "netns", "add", made.name);
    Runtime.getRuntime().addShutdownHook(new Thread(made::close)); // where the test is broken off
    made.ip("link", "set", "lo", "up");
    return made;
  }

  /**
   * Lays a cable to another.
   *
   * @param ends what this end and the other are called, and their addresses with the length of
   *     their networks: name, IPv4, IPv6
   */
  void link(List<String> ends, NetNamespace other, List<String> otherEnds) {
    ip(
        "link",
        "add",
        ends.getFirst(),
        "type",
        "veth",
        "peer",
        "name",
        otherEnds.getFirst(),
        "netns",
        other.name);
    up(ends);
    other.up(otherEnds);
  }

  private void up(List<String> end) {
    ip("addr", "add", end.get(1), "dev", end.getFirst());
    ip("addr", "add", end.get(2), "dev", end.getFirst(), "nodad");
    ip("link", "set", end.getFirst(), "up");
  }

  /** Its command {@code ip}. */
  void ip(String... words) {
    var command = new ArrayList<>(List.of("ip", "-n", name));
    command.addAll(List.of(words));
    run(command.toArray(String[]::new));
  }

  /** A connection from here. */
  Wire connect(String address, int port) throws Exception {
    return call(() -> new Wire(new Socket(address, port)));
  }

  /** A connection from here, of another user. */
  Wire connectAs(int user, String address, int port) throws Exception {
    return call(() -> {
      // Of the calling thread alone: sockets that it opens are that user's, for the packet filter.
      int _ = (int) function("setfsuid", ValueLayout.JAVA_INT).invokeExact(user);
      return new Wire(new Socket(address, port));
    });
  }

  /** What a program prints that is run here. */
  String tell(String... command) throws Exception {
    return call(() -> run(command));
  }

  /** Does something on a thread that lives here. */
  <T> T call(Work<T> work) throws Exception {
    var task =
        new FutureTask<>(
            (Callable<T>)
                () -> {
                  enter();
                  try {
                    return work.run();
                  } catch (Exception | Error e) {
                    throw e;
                  } catch (Throwable e) {
                    throw new AssertionError(e);
                  }
                });
    Thread.ofPlatform().daemon().start(task);
    return task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Something to do. */
  interface Work<T> {
    T run() throws Throwable;
  }

  private void enter() throws Exception {
    try (var arena = Arena.ofConfined()) {
      int file =
          (int)
              Linker.nativeLinker()
                  .downcallHandle(
                      Linker.nativeLinker().defaultLookup().findOrThrow("open"),
                      FunctionDescriptor.of(
                          ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                      Linker.Option.firstVariadicArg(2))
                  .invokeExact(arena.allocateFrom("/run/netns/" + name), O_RDONLY);
      int result =
          (int)
              function("setns", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)
                  .invokeExact(file, CLONE_NEWNET);
      int _ = (int) function("close", ValueLayout.JAVA_INT).invokeExact(file);
      if (file < 0 || result != 0) {
        throw new IOException("cannot enter network namespace " + name + ": this takes root");
      }
    } catch (Exception e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static MethodHandle function(String name, ValueLayout... parameters) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
  }

  private static String run(String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            "'%s' failed: %s. Hosts are made of network namespaces, which takes root, and Debian's packages iproute2, iptables and nftables."
                .formatted(String.join(" ", command), said.strip()));
      }
      return said;
    } catch (IOException e) {
      throw new IllegalStateException(
          "'%s' cannot be run; Debian's packages iproute2, iptables and nftables have it"
              .formatted(command[0]),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Again, it does nothing. Processes that still run in it keep it until they end. */
  @Override
  public void close() {
    if (Files.exists(Path.of("/run/netns", name))) {
      run("ip", "netns", "del", name);
    }
  }
}
