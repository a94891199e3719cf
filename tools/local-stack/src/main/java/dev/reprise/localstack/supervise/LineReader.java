// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.supervise;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts what a process writes into lines of bounded length.
 *
 * <p><b>Bounds:</b> a longer line is handed on in pieces of {@link #MAX_LINE_BYTES}.
 */
final class LineReader {

  static final int MAX_LINE_BYTES = 16 << 10;
  private static final int CHUNK_BYTES = 8 << 10;

  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

  LineReader(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Reads to the end; blocks. A stream that breaks has ended. */
  void readAll(InputStream in) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (in) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        accept(chunk, read);
      }
    } catch (IOException e) {
      // "Stream closed": the process was ended while we read.
      lines.accept("(its output broke off: " + e.getMessage() + ")");
    }
    if (line.size() > 0) {
      handOn();
    }
  }

  private void accept(byte[] chunk, int length) {
    int from = 0;
    for (int i = 0; i < length; i++) {
      if (chunk[i] == '\n') {
        line.write(chunk, from, i - from);
        handOn();
        from = i + 1;
      } else if (line.size() + i - from >= MAX_LINE_BYTES) {
        line.write(chunk, from, i - from);
        handOn();
        from = i;
      }
    }
    line.write(chunk, from, length - from);
  }

  private void handOn() {
    String text = line.toString(StandardCharsets.UTF_8);
    lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    line.reset();
  }
}
