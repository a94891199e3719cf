// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.consume;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Facts;
import dev.reprise.traffic.pair.Gap;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * A partition as agents and ingest-service leave it: batches of several captures between each
 * other, batches again after an ack was lost (cut elsewhere the second time), sequences that the
 * filter left out, gaps, and offsets that hold no record.
 */
final class ModelLog {

  private static final long DAY_NANOS = 86_400_000_000_000L;

  final List<LogRecord> records = new ArrayList<>();
  final TreeSet<String> expectedPairs = new TreeSet<>();
  final TreeSet<String> expectedGaps = new TreeSet<>();

  private final Random random;
  private long nextOffset;

  ModelLog(Random random, int captures, int batches) {
    this.random = random;
    var agents = new ArrayList<Agent>();
    for (int i = 0; i < captures; i++) {
      agents.add(new Agent("capture-" + i));
    }
    for (int i = 0; i < batches; i++) {
      agents.get(random.nextInt(captures)).push();
    }
  }

  /** The records from an offset on. */
  List<LogRecord> from(long offset) {
    return records.stream().filter(record -> record.offset() >= offset).toList();
  }

  private final class Agent {
    private final String capture;
    private final List<Object> made = new ArrayList<>(); // RRPair or Gap, in order
    private int acked;

    Agent(String capture) {
      this.capture = capture;
    }

    /** Sends what is not acknowledged, as one record; the ack may be lost. */
    void push() {
      int fresh = random.nextInt(4) + (made.size() == acked ? 1 : 0);
      for (int i = 0; i < fresh; i++) {
        make();
      }
      int end = acked + 1 + random.nextInt(made.size() - acked);
      append(made.subList(acked, end));
      if (random.nextInt(3) > 0) {
        acked = end;
      }
    }

    private void make() {
      long sequence = made.isEmpty() ? 1 : idOf(made.getLast()).sequence() + 1;
      sequence += random.nextInt(4) == 0 ? 2 : 0; // the filter left some out
      var id = new PairId(capture, sequence);
      made.add(
          random.nextInt(6) == 0
              ? new Gap(id, "shop", 1, 1, 1, 1, "queue full")
              : pair(id, random.nextInt(3) * DAY_NANOS));
    }

    private void append(List<Object> batch) {
      var pairs = new ArrayList<RRPair>();
      var gaps = new ArrayList<Gap>();
      for (Object item : batch) {
        switch (item) {
          case RRPair pair -> {
            pairs.add(pair);
            expectedPairs.add(pair.id().toString());
          }
          case Gap gap -> {
            gaps.add(gap);
            expectedGaps.add(gap.id().toString());
          }
          default -> throw new AssertionError("only those are made");
        }
      }
      nextOffset += random.nextInt(8) == 0 ? 2 : 0;
      records.add(new LogRecord(nextOffset++, pairs, gaps, 100));
      if (random.nextInt(10) == 0) {
        records.add(LogRecord.unreadable(nextOffset++, 100));
      }
    }

    private static PairId idOf(Object item) {
      return switch (item) {
        case RRPair pair -> pair.id();
        case Gap gap -> gap.id();
        default -> throw new AssertionError("only those are made");
      };
    }
  }

  private static RRPair pair(PairId id, long startNanos) {
    return new RRPair(
        id,
        Origin.of("shop"),
        Direction.IN,
        new Connection("1", 0, "", "", null),
        new Request(
            "GET", "http", "shop", "/", "HTTP/1.1", Headers.EMPTY, Body.EMPTY, Headers.EMPTY),
        null,
        new Timing(startNanos, 0, 0, 0),
        RRPair.Notes.NONE,
        Facts.NONE);
  }
}
