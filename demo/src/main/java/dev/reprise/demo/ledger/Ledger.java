// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.ledger;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes down one JSON line for each request that a program sent, once its answer is whole.
 *
 * <p>Lines stand in the order of the answers; their sequence numbers give the order of the
 * requests.
 *
 * <p><b>Threads:</b> thread-safe.
 *
 * <p><b>Bounds:</b> none; each line is with the operating system before the next is written, so
 * that a process that is killed has lost none.
 */
public final class Ledger implements AutoCloseable {

  private final AtomicLong sequence = new AtomicLong();
  private final ReentrantLock writing = new ReentrantLock();
  private final Writer lines;

  private Ledger(Writer lines) {
    this.lines = lines;
  }

  /** Starts an empty ledger in the file, or one that keeps nothing where no file is named. */
  public static Ledger at(Optional<Path> file) throws IOException {
    return new Ledger(
        file.isPresent()
            ? new BufferedWriter(Files.newBufferedWriter(file.get()))
            : Writer.nullWriter());
  }

  long nextSequence() {
    return sequence.getAndIncrement();
  }

  /** How many requests have been started. */
  public long count() {
    return sequence.get();
  }

  void write(LedgerEntry entry) {
    String line = entry.json() + "\n";
    writing.lock();
    try {
      lines.write(line);
      lines.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException("The ledger cannot be written; is the disk full?", failure);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    writing.lock();
    try {
      lines.close();
    } finally {
      writing.unlock();
    }
  }
}
