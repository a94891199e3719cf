// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * What the facade must know of a result's format: its content type, and whether a result of it can
 * be put together from pieces.
 *
 * <p>The engine formats each piece of a streamed result as if it were the whole, so a format can be
 * streamed only if a piece has nothing at its end, and at its beginning only a header whose end is
 * found here.
 */
final class OutputFormat {

  /** What a piece begins with. */
  private enum Header {
    NONE,
    ONE_LINE,
    TWO_LINES,
    BINARY_NAMES,
    BINARY_NAMES_AND_TYPES
  }

  private static final Map<String, Header> STREAMED =
      Map.ofEntries(
          Map.entry("RowBinary", Header.NONE),
          Map.entry("RowBinaryWithNames", Header.BINARY_NAMES),
          Map.entry("RowBinaryWithNamesAndTypes", Header.BINARY_NAMES_AND_TYPES),
          Map.entry("Native", Header.NONE),
          Map.entry("TabSeparated", Header.NONE),
          Map.entry("TSV", Header.NONE),
          Map.entry("TabSeparatedRaw", Header.NONE),
          Map.entry("TSVRaw", Header.NONE),
          Map.entry("TabSeparatedWithNames", Header.ONE_LINE),
          Map.entry("TSVWithNames", Header.ONE_LINE),
          Map.entry("TabSeparatedWithNamesAndTypes", Header.TWO_LINES),
          Map.entry("TSVWithNamesAndTypes", Header.TWO_LINES),
          Map.entry("CSV", Header.NONE),
          Map.entry("JSONEachRow", Header.NONE),
          Map.entry("JSONCompactEachRow", Header.NONE),
          Map.entry("JSONCompactEachRowWithNames", Header.ONE_LINE),
          Map.entry("JSONCompactEachRowWithNamesAndTypes", Header.TWO_LINES));

  private final String name;

  OutputFormat(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** Whether the pieces of a result can be put one after the other. */
  boolean isStreamed() {
    return STREAMED.containsKey(name);
  }

  /** What HTTP calls it. */
  String contentType() {
    if (name.startsWith("JSON") && name.endsWith("EachRow")) {
      return "application/x-ndjson; charset=UTF-8";
    }
    if (name.startsWith("JSON")) {
      return "application/json; charset=UTF-8";
    }
    if (name.startsWith("CSV")) {
      return "text/csv; charset=UTF-8";
    }
    boolean isTabbed = name.startsWith("TabSeparated") || name.startsWith("TSV");
    return isTabbed ? "text/tab-separated-values; charset=UTF-8" : "application/octet-stream";
  }

  /** What puts the pieces of one result together. */
  Joiner joiner() {
    return new Joiner(this);
  }

  private MemorySegment withoutHeader(MemorySegment piece) {
    long header =
        switch (STREAMED.getOrDefault(name, Header.NONE)) {
          case NONE -> 0;
          case ONE_LINE -> afterLines(piece, 1);
          case TWO_LINES -> afterLines(piece, 2);
          case BINARY_NAMES -> new Cursor(piece).skipHeader(1);
          case BINARY_NAMES_AND_TYPES -> new Cursor(piece).skipHeader(2);
        };
    return piece.asSlice(header);
  }

  private static long afterLines(MemorySegment piece, int lines) {
    long position = 0;
    int seen = 0;
    while (seen < lines) {
      if (piece.get(JAVA_BYTE, position++) == '\n') {
        seen++;
      }
    }
    return position;
  }

  /** Keeps the header of the first piece and takes it off the others. */
  static final class Joiner {
    private final OutputFormat format;
    private boolean started;

    private Joiner(OutputFormat format) {
      this.format = format;
    }

    /** What of the next piece belongs to the whole. */
    MemorySegment next(MemorySegment piece) {
      MemorySegment part = started ? format.withoutHeader(piece) : piece;
      started = true;
      return part;
    }
  }

  /** Walks over the strings at the beginning of a binary piece. */
  private static final class Cursor {
    private final MemorySegment piece;
    private long position;

    Cursor(MemorySegment piece) {
      this.piece = piece;
    }

    long skipHeader(int stringsPerColumn) {
      long strings = readSize() * stringsPerColumn;
      for (long i = 0; i < strings; i++) {
        long length = readSize();
        position += length;
      }
      return position;
    }

    private long readSize() {
      long value = 0;
      int shift = 0;
      byte next;
      do {
        next = piece.get(JAVA_BYTE, position++);
        value |= (long) (next & 0x7f) << shift;
        shift += 7;
      } while (next < 0);
      return value;
    }
  }
}
