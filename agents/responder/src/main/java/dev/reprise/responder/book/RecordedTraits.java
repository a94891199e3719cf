// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.book;

import dev.reprise.traffic.signature.Signatures;
import dev.reprise.traffic.snapshot.OutboundEntry;
import dev.reprise.traffic.snapshot.SnapshotFile;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The traits of recorded calls, read when they are asked for.
 *
 * <p><b>Threads:</b> thread-safe. <b>Bounds:</b> those asked for last are kept.
 */
final class RecordedTraits {

  private static final int KEPT = 8192;

  private final SnapshotFile snapshot;
  private final Map<Integer, Traits> kept =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Traits> eldest) {
          return size() > KEPT;
        }
      };

  RecordedTraits(SnapshotFile snapshot) {
    this.snapshot = snapshot;
  }

  Traits of(OutboundEntry entry) {
    synchronized (kept) {
      var known = kept.get(entry.position());
      if (known != null) {
        return known;
      }
    }
    var request = snapshot.read(entry).pair().request();
    var traits = Traits.of(request, Signatures.of(request, snapshot.manifest().rules()));
    synchronized (kept) {
      kept.put(entry.position(), traits);
    }
    return traits;
  }
}
