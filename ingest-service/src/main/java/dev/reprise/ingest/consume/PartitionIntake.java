// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.consume;

import dev.reprise.traffic.pair.PairId;
import dev.reprise.warehouse.write.GapRow;
import dev.reprise.warehouse.write.LogPlace;
import dev.reprise.warehouse.write.PairRow;
import dev.reprise.warehouse.write.PairStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Takes one partition's records into the warehouse, exactly once, from the partition's assignment
 * to its loss.
 *
 * <pre>
 *   free --(records)--> intent noted --> inserted --> position noted --> free
 *                            ^   |
 *                            +---+ no answer: what is missing of it, the same token
 *   assigned with an intent --> inserted (what is missing of that very batch) --> …
 * </pre>
 *
 * <p><b>Threads:</b> confined to one at a time; {@link #take} blocks.
 */
public final class PartitionIntake {

  private final PartitionName name;
  private final Commits commits;
  private final PatientStore store;
  private final BatchLimits limits;
  private final IntakeMetrics metrics;
  private final HighWaterMarks marks;
  private Optional<Intent> open;
  private long position;

  /**
   * @param start what was committed last
   */
  public PartitionIntake(
      PartitionName name, Start start, Commits commits, PairStore store, Settings settings) {
    this.name = name;
    this.commits = commits;
    this.store = new PatientStore(name, store, settings);
    this.limits = settings.limits();
    this.metrics = settings.metrics();
    this.marks = new HighWaterMarks(name.partition(), store);
    this.open = Intent.parse(start.metadata());
    this.position = open.map(Intent::first).orElse(start.position());
  }

  /**
   * How an intake works.
   *
   * @param limits of a batch
   * @param pause waits before the warehouse is asked again
   * @param metrics counts
   */
  public record Settings(BatchLimits limits, Pause pause, IntakeMetrics metrics) {}

  /**
   * What was committed last.
   *
   * @param position the offset to go on from
   * @param metadata an intent, or empty
   */
  public record Start(long position, String metadata) {}

  /** The offset of the next record to read. */
  public long position() {
    return position;
  }

  /**
   * Notes once more how far all rows are in: the former owner may have ended before it did. Nothing
   * is noted while an intent is open.
   */
  public void noteWhereItStands() {
    if (open.isEmpty() && position > 0) {
      store.noteWatermark(position - 1);
    }
  }

  /**
   * Takes the next batch off the front of what was read, and brings it into the warehouse.
   *
   * @param read records from {@link #position} on, without holes but for offsets that hold none
   * @return false when nothing was done: there is nothing, or an open intent's last record was not
   *     read yet
   * @throws FencedException if the partition is not ours any more
   */
  public boolean take(Queue<LogRecord> read) {
    var records = open.isPresent() ? ofIntent(open.get(), read) : upToLimits(read);
    if (records.isEmpty()) {
      return false;
    }
    var intent =
        open.orElseGet(() -> new Intent(records.getFirst().offset(), records.getLast().offset()));
    commits.commit(intent.first(), intent.metadata());
    long began = System.nanoTime();
    var selected = select(intent, records);
    var rows = selected.rows();
    if (open.isPresent()) {
      store.insertAgain(intent, rows);
    } else {
      store.insert(intent, rows);
    }
    commits.commit(intent.last() + 1, "");
    position = intent.last() + 1;
    open = Optional.empty();
    marks.remember(selected.marks());
    metrics.inserted(rows.pairs().size(), rows.gaps().size(), System.nanoTime() - began);
    metrics.skipped(selected.skipped());
    noteWhereItStands();
    return true;
  }

  /** Exactly the intent's records, or none until its last one is there. */
  private static List<LogRecord> ofIntent(Intent intent, Queue<LogRecord> read) {
    boolean complete = read.stream().anyMatch(record -> record.offset() >= intent.last());
    var records = new ArrayList<LogRecord>();
    while (complete && !read.isEmpty() && read.element().offset() <= intent.last()) {
      records.add(read.remove());
    }
    return records;
  }

  private List<LogRecord> upToLimits(Queue<LogRecord> read) {
    var records = new ArrayList<LogRecord>();
    int rows = 0;
    long bytes = 0;
    while (!read.isEmpty()) {
      var next = read.element();
      rows += next.rows();
      bytes += next.bytes();
      if (!records.isEmpty() && (rows > limits.rows() || bytes > limits.bytes())) {
        break;
      }
      records.add(read.remove());
    }
    return records;
  }

  private record Selected(Rows rows, Map<String, Long> marks, int skipped) {}

  /** Leaves out what is in the warehouse already, at offsets below the batch or earlier in it. */
  private Selected select(Intent intent, List<LogRecord> records) {
    var highest = store.untilAnswered(() -> marks.below(intent.first(), captures(records)));
    var pairs = new ArrayList<PairRow>();
    var gaps = new ArrayList<GapRow>();
    int all = 0;
    for (LogRecord record : records) {
      all += record.rows();
      var place = new LogPlace(name.partition(), record.offset());
      long before = markOf(record, highest);
      record.pairs().stream()
          .filter(pair -> pair.id().sequence() > before)
          .forEach(pair -> pairs.add(new PairRow(pair, place)));
      record.gaps().stream()
          .filter(gap -> gap.id().sequence() > before)
          .forEach(gap -> gaps.add(new GapRow(gap, place)));
      raise(record, highest);
    }
    var rows = new Rows(pairs, gaps);
    return new Selected(rows, highest, all - rows.count());
  }

  private static long markOf(LogRecord record, Map<String, Long> highest) {
    return ids(record).stream()
        .findFirst()
        .map(id -> highest.getOrDefault(id.captureId(), 0L))
        .orElse(0L);
  }

  private static void raise(LogRecord record, Map<String, Long> highest) {
    for (PairId id : ids(record)) {
      highest.merge(id.captureId(), id.sequence(), Math::max);
    }
  }

  private static Collection<String> captures(List<LogRecord> records) {
    var captures = new HashSet<String>();
    records.forEach(record -> ids(record).forEach(id -> captures.add(id.captureId())));
    return captures;
  }

  private static List<PairId> ids(LogRecord record) {
    var ids = new ArrayList<PairId>(record.rows());
    record.pairs().forEach(pair -> ids.add(pair.id()));
    record.gaps().forEach(gap -> ids.add(gap.id()));
    return ids;
  }
}
