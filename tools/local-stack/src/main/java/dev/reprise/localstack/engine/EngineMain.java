// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import dev.reprise.localstack.launch.Leash;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs the engine as a process of its own. Prints one line that begins with {@code ready} once it
 * serves; stops cleanly on SIGTERM.
 */
public final class EngineMain {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private EngineMain() {}

  /**
   * Starts the engine; see {@code --help}.
   *
   * @param arguments the options
   */
  public static void main(String[] arguments) {
    long begin = System.nanoTime();
    List<String> options = Arrays.asList(arguments);
    if (options.contains("--help")) {
      System.out.print(EngineOptions.HELP);
      return;
    }
    Leash.takeIfAsked();
    AtomicReference<Engine> running = new AtomicReference<>();
    Runtime.getRuntime().addShutdownHook(stopping(running));
    try {
      Engine engine =
          Engine.start(
              EngineOptions.parse(options, System.getenv()),
              EngineLibrary.locate(System.getenv(), Path.of("")));
      running.set(engine);
      System.out.printf(
          "ready port=%d version=%s millis=%d%n",
          engine.port(), engine.version(), (System.nanoTime() - begin) / NANOS_PER_MILLI);
      System.out.flush();
    } catch (EngineStartException e) {
      System.err.println(e.getMessage());
      System.err.flush();
      Runtime.getRuntime().halt(1); // an exit would crash in the library if it is connected
    } catch (RuntimeException e) { // the edge of the process: a defect, told whole
      e.printStackTrace();
      System.err.flush();
      Runtime.getRuntime().halt(1);
    }
  }

  /** Halts at the end: the library's own exit handlers crash while anything of it is open. */
  private static Thread stopping(AtomicReference<Engine> running) {
    return new Thread(
        null,
        () -> {
          Engine engine = running.get();
          if (engine != null) {
            engine.close();
          }
          Runtime.getRuntime().halt(0);
        },
        "engine-stop",
        Engine.STACK_BYTES);
  }
}
