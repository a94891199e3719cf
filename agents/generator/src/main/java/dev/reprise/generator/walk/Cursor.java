// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.walk;

import dev.reprise.traffic.snapshot.RecordedRequest;

/**
 * The requests of one walk, in recorded order.
 *
 * <p><b>Threads:</b> confined to one event loop, which {@link #next} never blocks.
 */
public interface Cursor extends AutoCloseable {

  /** What comes next. */
  Next next();

  @Override
  void close();

  /** What may come next. */
  sealed interface Next {}

  /** A request. */
  record Present(RecordedRequest recorded) implements Next {}

  /** There is one, but it has not been read yet: ask again soon. */
  record NotYet() implements Next {}

  /** There is none. */
  record End() implements Next {}
}
