// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest;

import dev.reprise.ingest.consume.IntakeMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Everything that ingest-service counts, with its name. */
@Singleton
public class IngestMetrics implements IntakeMetrics {

  private final Counter accepted;
  private final Counter dropped;
  private final Counter redacted;
  private final Counter refused;
  private final Counter unreadable;
  private final Counter inserted;
  private final Counter gaps;
  private final Counter duplicates;
  private final Counter retries;
  private final Timer inserts;

  IngestMetrics(MeterRegistry registry) {
    accepted = registry.counter("reprise.ingest.pairs.accepted");
    dropped = registry.counter("reprise.ingest.pairs.filtered");
    redacted = registry.counter("reprise.ingest.values.redacted");
    refused = registry.counter("reprise.ingest.batches.refused");
    unreadable = registry.counter("reprise.ingest.records.unreadable");
    inserted = registry.counter("reprise.ingest.pairs.inserted");
    gaps = registry.counter("reprise.ingest.gaps.inserted");
    duplicates = registry.counter("reprise.ingest.rows.duplicate");
    retries = registry.counter("reprise.ingest.inserts.retried");
    inserts = registry.timer("reprise.ingest.inserts");
  }

  /** Pairs of a batch that Kafka has, and what the rules did to it. */
  public void accepted(int pairs, int filtered, int redactions) {
    accepted.increment(pairs);
    dropped.increment(filtered);
    redacted.increment(redactions);
  }

  /** A batch that was not taken for what it holds. */
  public void refused() {
    refused.increment();
  }

  /** A record of the log that was not written by us. */
  public void unreadable() {
    unreadable.increment();
  }

  @Override
  public void inserted(int pairs, int gapRows, long nanos) {
    inserted.increment(pairs);
    gaps.increment(gapRows);
    inserts.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void skipped(int rows) {
    duplicates.increment(rows);
  }

  @Override
  public void retried() {
    retries.increment();
  }
}
