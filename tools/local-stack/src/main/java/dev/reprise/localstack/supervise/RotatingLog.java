// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.supervise;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The log file of a part, which never takes more than a bounded space.
 *
 * <p><b>Threads:</b> safe.
 *
 * <p><b>Bounds:</b> a file past {@code maxBytes} is renamed to {@code .1}, that to {@code .2}, and
 * the last one kept is replaced; so at most {@code (kept + 1) * maxBytes} lie on disk. The last
 * lines are kept in memory for the reason of an exit.
 */
final class RotatingLog implements AutoCloseable {

  static final long MAX_BYTES = 8L << 20;
  static final int KEPT = 2;
  private static final int REMEMBERED_LINES = 15;

  private final Path file;
  private final long maxBytes;
  private final int kept;
  private final Deque<String> lastLines = new ArrayDeque<>(REMEMBERED_LINES);
  private OutputStream out;
  private long size;
  private long lostLines;

  RotatingLog(Path file, long maxBytes, int kept) {
    this.file = file;
    this.maxBytes = maxBytes;
    this.kept = kept;
    this.out = open();
  }

  private OutputStream open() {
    try {
      OutputStream opened =
          Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      size = Files.size(file);
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the log file " + file, e);
    }
  }

  /** Adds a line; the caller bounds its length. */
  synchronized void append(String line) {
    if (lastLines.size() == REMEMBERED_LINES) {
      lastLines.removeFirst();
    }
    lastLines.addLast(line);
    try {
      if (lostLines > 0) {
        write("(%d lines could not be written here)".formatted(lostLines));
        lostLines = 0;
      }
      write(line);
    } catch (IOException e) {
      // A full disk must not end the parts: the lines are counted, and the count is written later.
      lostLines++;
    }
  }

  private void write(String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    if (size > 0 && size + bytes.length > maxBytes) {
      rotate();
    }
    out.write(bytes);
    size += bytes.length;
  }

  private void rotate() throws IOException {
    for (int i = kept; i > 1; i--) {
      Path older = numbered(i - 1);
      if (Files.exists(older)) {
        Files.move(older, numbered(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.move(file, numbered(1), StandardCopyOption.REPLACE_EXISTING);
    OutputStream full = out;
    out = open();
    full.close();
  }

  private Path numbered(int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  /** The end of what was written since the last {@link #forget}, oldest first. */
  synchronized List<String> lastLines() {
    return List.copyOf(lastLines);
  }

  /** Empties the memory of lines, so that a new process is not blamed for what an old one said. */
  synchronized void forget() {
    lastLines.clear();
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the log file " + file, e);
    }
  }
}
