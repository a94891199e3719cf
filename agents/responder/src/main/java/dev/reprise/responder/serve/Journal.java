// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.serve;

/**
 * Keeps what was served.
 *
 * <p><b>Threads:</b> thread-safe; called on event loops, so that it must not block.
 */
public interface Journal {

  /** Keeps nothing. */
  Journal NONE =
      new Journal() {
        @Override
        public void served(ServedCall call) {
          // Nobody asks.
        }

        @Override
        public boolean isCrowded() {
          return false;
        }
      };

  /** A call has been answered. */
  void served(ServedCall call);

  /** Whether calls should wait, because more was served than could be handed on. */
  boolean isCrowded();
}
