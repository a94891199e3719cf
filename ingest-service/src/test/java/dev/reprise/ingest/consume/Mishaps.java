// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.consume;

import java.util.Random;

/** Decides at every step of the protocol what goes wrong there. */
final class Mishaps {

  /** The process is killed. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed", null, false, false);
    }
  }

  private final Random random;
  private final int oneIn;
  private Runnable takeover = () -> {};
  private boolean quiet;

  /**
   * @param oneIn how rare each mishap is
   */
  Mishaps(Random random, int oneIn) {
    this.random = random;
    this.oneIn = oneIn;
  }

  /** What happens while an owner stands still for so long that another takes over. */
  void onTakeover(Runnable other) {
    takeover = other;
  }

  /** From now on nothing goes wrong. */
  void end() {
    quiet = true;
  }

  boolean happens() {
    return !quiet && random.nextInt(oneIn) == 0;
  }

  /** A place where a process may be killed, or stand still while another takes over. */
  void here() {
    if (happens()) {
      throw new Killed();
    }
    if (happens()) {
      takeover.run();
    }
  }
}
