// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.consume;

import dev.reprise.warehouse.write.PairStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The highest sequence that is in the warehouse for each capture of a partition, as of a batch's
 * start.
 *
 * <p>What is not remembered is asked of the warehouse at offsets below the batch. That answer is
 * the same before and after the batch itself has landed, so a repeated batch is made of the same
 * rows.
 *
 * <p><b>Bounds:</b> remembers so many captures, the least recently used going first.
 */
final class HighWaterMarks {

  private static final int REMEMBERED = 10_000;

  private final int partition;
  private final PairStore store;
  private final Map<String, Long> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  HighWaterMarks(int partition, PairStore store) {
    this.partition = partition;
    this.store = store;
  }

  /** The marks of these captures as of a batch that begins at an offset; 0 for a new capture. */
  Map<String, Long> below(long firstOffset, Collection<String> captures) {
    var unknown = captures.stream().filter(capture -> !known.containsKey(capture)).toList();
    var marks = new HashMap<String, Long>();
    for (String capture : unknown) {
      marks.put(capture, 0L);
    }
    marks.putAll(store.highestSequences(partition, firstOffset, unknown));
    for (String capture : captures) {
      var remembered = known.get(capture);
      if (remembered != null) {
        marks.put(capture, remembered);
      }
    }
    return marks;
  }

  /** The batch is in: these are the marks from now on. */
  void remember(Map<String, Long> marks) {
    known.putAll(marks);
  }
}
