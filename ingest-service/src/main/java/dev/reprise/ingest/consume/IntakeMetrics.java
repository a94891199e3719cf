// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.consume;

/** What is counted on the way into the warehouse. */
public interface IntakeMetrics {

  /** Counts nothing. */
  IntakeMetrics NONE =
      new IntakeMetrics() {
        @Override
        public void inserted(int pairs, int gaps, long nanos) {}

        @Override
        public void skipped(int duplicates) {}

        @Override
        public void retried() {}
      };

  /** A batch is in the warehouse. */
  void inserted(int pairs, int gaps, long nanos);

  /** Rows that were in already, because an agent had to send them again. */
  void skipped(int duplicates);

  /** The warehouse did not answer, or refused; it is asked again. */
  void retried();
}
