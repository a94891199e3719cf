// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

/** How much a statement read, answered and wrote: what drivers get as the summary. */
record Progress(
    long readRows,
    long readBytes,
    long resultRows,
    long resultBytes,
    long writtenRows,
    long writtenBytes,
    long elapsedNanos) {

  static final Progress NONE = new Progress(0, 0, 0, 0, 0, 0, 0);

  Progress plus(Progress other) {
    return new Progress(
        readRows + other.readRows,
        readBytes + other.readBytes,
        resultRows + other.resultRows,
        resultBytes + other.resultBytes,
        writtenRows + other.writtenRows,
        writtenBytes + other.writtenBytes,
        elapsedNanos + other.elapsedNanos);
  }

  /** The value of {@code X-ClickHouse-Summary}; an insert's result is what it wrote. */
  String summary() {
    return """
    {"read_rows":"%d","read_bytes":"%d","written_rows":"%d","written_bytes":"%d",\
    "total_rows_to_read":"%d","result_rows":"%d","result_bytes":"%d","elapsed_ns":"%d"}\
    """
        .formatted(
            readRows,
            readBytes,
            writtenRows,
            writtenBytes,
            readRows,
            writtenRows > 0 ? writtenRows : resultRows,
            writtenRows > 0 ? writtenBytes : resultBytes,
            elapsedNanos);
  }
}
