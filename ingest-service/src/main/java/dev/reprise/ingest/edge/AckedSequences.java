// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.edge;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far this instance has acknowledged each capture, for agents whose last ack was lost.
 *
 * <p><b>Threads:</b> any. <b>Bounds:</b> the last ten thousand captures.
 */
@Singleton
class AckedSequences {

  private static final int REMEMBERED = 10_000;

  private final Map<String, Long> acked =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  synchronized long of(String captureId) {
    return acked.getOrDefault(captureId, 0L);
  }

  synchronized void note(String captureId, long sequence) {
    acked.merge(captureId, sequence, Math::max);
  }
}
