// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.signature.Signatures;
import dev.reprise.traffic.snapshot.RecordedCall;
import dev.reprise.traffic.snapshot.RecordedRequest;
import dev.reprise.traffic.snapshot.SnapshotWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes a snapshot of a selection, in two passes over it: one to learn, one to write.
 *
 * <p><b>Threads:</b> blocking; runs on the caller's. <b>Bounds:</b> {@link Limits} whatever the
 * size of the selection, and one pair of it at a time.
 */
public final class SnapshotBuilder {

  private static final int PAIRS_A_STEP = 256;

  private final Limits limits;
  private final Progress progress;

  /** Told now and then how far it is; may throw to stop the work. */
  public interface Progress {

    /** Tells nobody. */
    Progress NONE = (_, _) -> {};

    /**
     * So many pairs of a stage are done.
     *
     * @throws RuntimeException to stop; it reaches the caller of the builder
     */
    void at(Stage stage, long pairs);
  }

  /** What a builder does. */
  public enum Stage {
    /** The first pass. */
    ANALYSING,
    /** The second pass. */
    WRITING
  }

  /**
   * @param progress told about every few hundred pairs
   */
  public SnapshotBuilder(Limits limits, Progress progress) {
    this.limits = limits;
    this.progress = progress;
  }

  /** Makes a snapshot of pairs in memory, in whatever order they are. */
  public static SnapshotWriter.Written build(Collection<RRPair> pairs, Path target)
      throws IOException {
    List<RRPair> sorted = pairs.stream().sorted(RRPair.ORDER).toList();
    return new SnapshotBuilder(Limits.DEFAULT, Progress.NONE).build(sorted::stream, target);
  }

  /**
   * Makes a snapshot.
   *
   * @param source gives the same pairs in total order each time it is asked; it is asked twice, and
   *     the streams are closed
   * @param target the artifact; removed again when this fails
   * @throws IllegalArgumentException if the pairs are not in total order
   * @throws IllegalStateException if the source gave other pairs the second time
   */
  public SnapshotWriter.Written build(Supplier<Stream<RRPair>> source, Path target)
      throws IOException {
    try {
      var learner = new Learner(limits);
      long learnt = learn(source, learner);
      return write(source, learner.conclude(), learnt, target);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(target);
      throw e;
    }
  }

  private long learn(Supplier<Stream<RRPair>> source, Learner learner) {
    long done = 0;
    try (var pairs = source.get()) {
      for (Iterator<RRPair> each = pairs.iterator(); each.hasNext(); ) {
        learner.take(each.next());
        step(Stage.ANALYSING, ++done);
      }
    }
    progress.at(Stage.ANALYSING, done);
    return done;
  }

  private SnapshotWriter.Written write(
      Supplier<Stream<RRPair>> source, Lessons lessons, long expected, Path target)
      throws IOException {
    try (var writer = SnapshotWriter.create(target);
        var pairs = source.get()) {
      int ordinal = 0;
      for (Iterator<RRPair> each = pairs.iterator(); each.hasNext(); ordinal++) {
        if (ordinal == expected) {
          throw changed(expected, "more");
        }
        write(writer, lessons, each.next(), ordinal);
        step(Stage.WRITING, ordinal + 1L);
      }
      if (ordinal != expected) {
        throw changed(expected, Integer.toString(ordinal));
      }
      progress.at(Stage.WRITING, ordinal);
      return writer.finish(lessons.learnt());
    }
  }

  private static void write(SnapshotWriter writer, Lessons lessons, RRPair pair, int ordinal)
      throws IOException {
    var session = lessons.sessionOf(ordinal);
    var uses = lessons.usesOf(pair);
    if (pair.direction() == Direction.IN) {
      writer.add(new RecordedRequest(pair, session, uses));
    } else {
      var signature = Signatures.of(pair.request(), lessons.rules());
      writer.add(new RecordedCall(pair, session, uses), signature);
    }
  }

  private static IllegalStateException changed(long expected, String found) {
    return new IllegalStateException(
        "the selection changed while it was read: %d pairs at first, then %s"
            .formatted(expected, found));
  }

  private void step(Stage stage, long done) {
    if (done % PAIRS_A_STEP == 0) {
      progress.at(stage, done);
    }
  }
}
