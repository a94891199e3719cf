// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.launch;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends this process when whoever started it is gone, however that came about: whoever starts a
 * process holds the other end of its standard input, which the system closes with it.
 *
 * <p>Used for back ends of tests. Those of a stack that people use stay up when their supervisor
 * dies, and its successor finds them.
 */
public final class Leash {

  /** The environment variable that asks for it, with the value {@code true}. */
  public static final String VARIABLE = "REPRISE_LEASHED";

  private Leash() {}

  /** Puts this process on the leash when the environment asks for it. */
  public static void takeIfAsked() {
    if ("true".equals(System.getenv(VARIABLE))) {
      take(() -> System.exit(0));
    }
  }

  /**
   * Runs the action once standard input has ended.
   *
   * <p><b>Threads:</b> on a daemon thread of its own.
   */
  public static void take(Runnable atEnd) {
    Thread.ofPlatform()
        .name("leash")
        .daemon()
        .start(() -> {
          drain(System.in);
          atEnd.run();
        });
  }

  private static void drain(InputStream in) {
    try {
      while (in.read() >= 0) {
        // what is written there means nothing; only its end does
      }
    } catch (IOException e) {
      // a broken pipe is an end too
      return;
    }
  }
}
