// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.walk;

import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.snapshot.RecordedRequest;
import dev.reprise.traffic.snapshot.SnapshotFile;
import dev.reprise.traffic.snapshot.SnapshotManifest.Block;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;

/**
 * The inbound requests of a snapshot, for any number of walks.
 *
 * <p><b>Bounds:</b> a small snapshot is kept in memory, read once; of a large one each walk has a
 * reader of its own that is a few requests ahead.
 *
 * <p><b>Threads:</b> thread-safe; {@link #of} blocks.
 */
public final class Requests {

  private static final long MAX_IN_MEMORY_BYTES = 32L * 1024 * 1024;
  private static final int AHEAD = 64;

  private final SnapshotFile snapshot;
  private final Optional<List<RecordedRequest>> all;
  private final long count;

  private Requests(SnapshotFile snapshot, Optional<List<RecordedRequest>> all, long count) {
    this.snapshot = snapshot;
    this.all = all;
    this.count = count;
  }

  /** Those of the slices that are switched on. */
  public static Requests of(SnapshotFile snapshot) {
    var manifest = snapshot.manifest();
    long bytes =
        manifest.blocks().stream()
            .limit(manifest.contents().inboundBlocks())
            .mapToLong(Block::plainBytes)
            .sum();
    if (bytes > MAX_IN_MEMORY_BYTES) {
      long count =
          manifest.slices().stream()
              .filter(slice -> slice.direction() == Direction.IN && slice.enabled())
              .mapToLong(slice -> slice.pairs())
              .sum();
      return new Requests(snapshot, Optional.empty(), count);
    }
    try (var inbound = snapshot.inbound()) {
      var list = inbound.toList();
      return new Requests(snapshot, Optional.of(list), list.size());
    }
  }

  /** How many there are. */
  public long count() {
    return count;
  }

  /** Whether every walk is given the very same objects, since all are kept in memory. */
  public boolean areKept() {
    return all.isPresent();
  }

  /** From the first one. */
  public Cursor open() {
    return all.<Cursor>map(Listed::new).orElseGet(() -> new Streamed(snapshot.inbound()));
  }

  private static final class Listed implements Cursor {

    private static final End END = new End();

    private final List<RecordedRequest> list;
    private int next;

    Listed(List<RecordedRequest> list) {
      this.list = list;
    }

    @Override
    public Next next() {
      return next < list.size() ? new Present(list.get(next++)) : END;
    }

    @Override
    public void close() {}
  }

  /** A thread of its own unpacks blocks and parses records, off the event loop. */
  private static final class Streamed implements Cursor {

    private final BlockingQueue<Next> ready = new ArrayBlockingQueue<>(AHEAD);
    private final Thread reader;
    private boolean ended;

    Streamed(Stream<RecordedRequest> inbound) {
      reader = Thread.ofVirtual().name("requests").start(() -> read(inbound));
    }

    private void read(Stream<RecordedRequest> inbound) {
      try (inbound) {
        for (Iterator<RecordedRequest> each = inbound.iterator(); each.hasNext(); ) {
          ready.put(new Present(each.next()));
        }
        ready.put(new End());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt(); // closed: nobody reads on
      }
    }

    @Override
    public Next next() {
      if (ended) {
        return new End();
      }
      var next = ready.poll();
      ended = next instanceof End;
      return next == null ? new NotYet() : next;
    }

    @Override
    public void close() {
      reader.interrupt();
    }
  }
}
