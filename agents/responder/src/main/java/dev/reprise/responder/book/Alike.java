// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.book;

import dev.reprise.responder.book.Runs.Run;
import dev.reprise.traffic.snapshot.OutboundEntry;
import java.util.List;

/**
 * The recorded calls that share a signature, two or more.
 *
 * <p><b>Threads:</b> immutable. <b>Cost:</b> making it walks all of them once.
 */
final class Alike {

  private final List<OutboundEntry> entries;
  private final Runs byMasked;
  private final Runs bySession;

  Alike(List<OutboundEntry> entries) {
    this.entries = entries;
    this.byMasked = Runs.of(entries.size(), number -> entries.get(number).masked());
    this.bySession = Runs.of(entries.size(), number -> entries.get(number).session());
  }

  int count() {
    return entries.size();
  }

  OutboundEntry entry(int number) {
    return entries.get(number);
  }

  Runs byMasked() {
    return byMasked;
  }

  Runs bySession() {
    return bySession;
  }

  /** Those whose masked values are the same. */
  Run withMasked(long masked) {
    return byMasked.find(masked);
  }

  /** Those of a session. */
  Run ofSession(int session) {
    return bySession.find(session);
  }
}
