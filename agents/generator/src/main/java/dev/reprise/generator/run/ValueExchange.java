// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.run;

import dev.reprise.traffic.diff.Comparison.Learnt;
import java.util.List;

/**
 * Tells the responder what the system under test has made anew.
 *
 * <p><b>Threads:</b> called on the event loop.
 */
public interface ValueExchange {

  /** Nobody needs to be told. */
  ValueExchange NOBODY =
      new ValueExchange() {
        @Override
        public void publish(String session, List<Learnt> learnt, Runnable known) {
          known.run();
        }

        @Override
        public long timeouts() {
          return 0;
        }
      };

  /**
   * Tells of new values.
   *
   * @param known runs on the event loop once they are known, or the time for that is over
   */
  void publish(String session, List<Learnt> learnt, Runnable known);

  /** How often the time was over first. */
  long timeouts();
}
