// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.load;

import dev.reprise.generator.walk.Pace;
import dev.reprise.generator.walk.Walk;
import java.util.function.Consumer;

/** Begins walks through the snapshot. */
public interface Walks {

  /**
   * A new walk, which has not been started.
   *
   * @param finished called once it is over
   */
  Walk open(Walk.Id id, Pace pace, Consumer<Walk> finished);

  /** How many requests a walk has. */
  long requests();

  /** Whether nothing more should be sent for now, because results pile up. */
  boolean isCrowded();
}
