// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.consume;

import dev.reprise.warehouse.WarehouseException;
import dev.reprise.warehouse.write.PairStore;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The warehouse, asked for one partition until it answers.
 *
 * <p><b>Threads:</b> as {@link PartitionIntake}; every method blocks.
 */
final class PatientStore {

  private static final Logger LOG = Logger.getLogger(PatientStore.class);

  private final PartitionName name;
  private final PairStore store;
  private final Pause pause;
  private final IntakeMetrics metrics;

  PatientStore(PartitionName name, PairStore store, PartitionIntake.Settings settings) {
    this.name = name;
    this.store = store;
    this.pause = settings.pause();
    this.metrics = settings.metrics();
  }

  /**
   * Inserts a batch that nobody has tried to insert before. When its first attempt is answered, it
   * is in; else it goes on as one of {@link #insertAgain}.
   */
  void insert(Intent intent, Rows rows) {
    if (!isAnswered(1, name.token(intent), rows)) {
      insertAgain(intent, rows);
    }
  }

  /**
   * Inserts what is missing of a batch of which it is not known whether it is in.
   *
   * <p>The token keeps an attempt that lands late from doubling rows, so it stays the same until an
   * attempt is answered. An engine that was killed may know it without having the rows ({@link
   * PairStore#insert}); rows that are missing after an answer need another.
   */
  void insertAgain(Intent intent, Rows rows) {
    var missing = missing(intent, rows);
    int answered = 0;
    for (int attempt = 1; !missing.isEmpty(); attempt++) {
      var token = name.token(intent);
      if (isAnswered(attempt, answered == 0 ? token : token + "/" + answered, missing)) {
        answered++;
      }
      missing = missing(intent, rows);
    }
  }

  private Rows missing(Intent intent, Rows rows) {
    return rows.without(
        untilAnswered(() -> store.stored(name.partition(), intent.first(), intent.last())));
  }

  private boolean isAnswered(int attempt, String token, Rows rows) {
    try {
      store.insert(token, rows.pairs(), rows.gaps());
      return true;
    } catch (WarehouseException e) {
      pause(attempt, e);
      return false;
    }
  }

  /** Notes that the partition's rows are in up to an offset. */
  void noteWatermark(long offset) {
    untilAnswered(() -> {
      store.noteWatermark(name.partition(), offset);
      return true;
    });
  }

  /** Asks until there is an answer. Only for what may be asked any number of times. */
  <T> T untilAnswered(Supplier<T> request) {
    for (int attempt = 1; ; attempt++) {
      try {
        return request.get();
      } catch (WarehouseException e) {
        pause(attempt, e);
      }
    }
  }

  private void pause(int attempt, WarehouseException reason) {
    metrics.retried();
    LOG.warnf(
        "Warehouse did not answer; the partition waits partition=%d attempt=%d error=%s",
        name.partition(), attempt, reason.getMessage());
    pause.after(attempt);
  }
}
