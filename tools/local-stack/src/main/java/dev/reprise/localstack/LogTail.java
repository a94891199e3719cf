// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Reads the end of a log file and then what is added to it, also when it is rotated meanwhile.
 *
 * <p><b>Threads:</b> confined to its caller's.
 */
final class LogTail {

  private static final int CHUNK_BYTES = 64 << 10;
  private static final int MOST_TAIL_BYTES = 4 << 20;

  private final Path file;
  private final Consumer<String> lines;
  private long position;
  private String unfinished = "";

  LogTail(Path file, Consumer<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  /** Hands on the last lines, at most those in the last 4 MiB. */
  void last(int count) {
    Deque<String> kept = new ArrayDeque<>();
    position = Math.max(0, size() - MOST_TAIL_BYTES);
    boolean begunInside = position > 0;
    read(line -> {
      kept.addLast(line);
      if (kept.size() > count) {
        kept.removeFirst();
      }
    });
    if (begunInside && kept.size() < count) {
      kept.pollFirst(); // the first was cut
    }
    kept.forEach(lines);
  }

  /** Hands on what was added since. */
  void more() {
    if (size() < position) {
      position = 0; // rotated: the file is a new one
    }
    read(lines);
  }

  private long size() {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + file, e);
    }
  }

  private void read(Consumer<String> to) {
    if (!Files.exists(file)) {
      return;
    }
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(position);
      byte[] chunk = new byte[CHUNK_BYTES];
      for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
        position += read;
        handOn(new String(chunk, 0, read, StandardCharsets.UTF_8), to);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private void handOn(String text, Consumer<String> to) {
    String all = unfinished + text;
    int from = 0;
    for (int end = all.indexOf('\n'); end >= 0; end = all.indexOf('\n', from)) {
      to.accept(all.substring(from, end));
      from = end + 1;
    }
    unfinished = all.substring(from);
  }
}
