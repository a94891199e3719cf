// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.read;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.warehouse.query.PairReader;
import dev.reprise.warehouse.query.PairSummary;
import dev.reprise.warehouse.query.PairTail;
import dev.reprise.warehouse.query.Selection;
import dev.reprise.warehouse.query.Warehouse;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Live tails, so many at once.
 *
 * <p><b>Bounds:</b> {@code reprise.warehouse.max-tails}; a further one is refused. A reader that is
 * slow loses looks, not memory: ticks that come while it reads are dropped, and the next look has
 * the newest pairs.
 */
@ApplicationScoped
public class Tails {

  private final PairReader reader;
  private final Warehouse warehouse;
  private final WarehouseConfig config;
  private final Clock clock;
  private final ExecutorService threads;
  private final Semaphore free;

  Tails(
      PairReader reader,
      Warehouse warehouse,
      WarehouseConfig config,
      Clock clock,
      @VirtualThreads ExecutorService threads) {
    this.reader = reader;
    this.warehouse = warehouse;
    this.config = config;
    this.clock = clock;
    this.threads = threads;
    this.free = new Semaphore(config.maxTails());
  }

  /** One of the places for a tail; closing it twice frees it once. */
  public final class Place implements AutoCloseable {

    private final AtomicBoolean taken = new AtomicBoolean(true);

    private Place() {}

    @Override
    public void close() {
      if (taken.compareAndSet(true, false)) {
        free.release();
      }
    }
  }

  /**
   * Takes a place.
   *
   * @throws AppException of kind OVERLOAD when all are taken
   */
  public Place take() {
    if (!free.tryAcquire()) {
      throw new AppException(
          ErrorKind.OVERLOAD,
          "TAILS_TOO_MANY",
          "There are already " + config.maxTails() + " live tails.",
          "End one, or raise reprise.warehouse.max-tails.");
    }
    return new Place();
  }

  /** How often to look for new pairs. */
  public Duration interval() {
    return config.tailInterval();
  }

  /** A tail to be asked from a thread that may block. */
  public PairTail open(Selection selection) {
    return new PairTail(reader, warehouse, selection, clock);
  }

  /**
   * New pairs as they are stored. Lazy; emits on virtual threads; ends only by failure or when the
   * subscriber leaves.
   */
  public Multi<PairSummary> follow(Selection selection) {
    return looks(selection).onItem().transformToIterable(PairTail.Look::pairs);
  }

  /** As {@link #follow}, look by look, leaving out those that found nothing. */
  public Multi<PairTail.Look> looks(Selection selection) {
    return Multi.createFrom()
        .resource(this::take, _ -> opened(selection))
        .withFinalizer(Place::close)
        .filter(look -> !look.pairs().isEmpty());
  }

  private Multi<PairTail.Look> opened(Selection selection) {
    return Uni.createFrom()
        .item(() -> open(selection))
        .runSubscriptionOn(threads)
        .onItem()
        .transformToMulti(this::ticking);
  }

  private Multi<PairTail.Look> ticking(PairTail tail) {
    return Multi.createFrom()
        .ticks()
        .every(config.tailInterval())
        .onOverflow()
        .drop()
        .onItem()
        .transformToUniAndConcatenate(
            _ -> Uni.createFrom().item(tail::next).runSubscriptionOn(threads));
  }
}
