// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.traffic.pair.Bytes;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the values of ClickHouse's RowBinary format one after the other; the caller knows the
 * types, since it wrote the SELECT.
 *
 * <p><b>Bounds:</b> a value over 1 GiB is taken for a broken stream.
 */
final class RowBinary implements Closeable {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int MAX_VALUE_BYTES = 1 << 30;

  private final InputStream in;

  RowBinary(InputStream in) {
    this.in = new BufferedInputStream(in, BUFFER_BYTES);
  }

  /** Whether another row follows; false at the end. */
  boolean hasNext() throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      return false;
    }
    in.reset();
    return true;
  }

  boolean bool() throws IOException {
    return oneByte() != 0;
  }

  /** A UInt8, or an Enum8 whose values are not negative. */
  int uint8() throws IOException {
    return oneByte();
  }

  int uint16() throws IOException {
    return oneByte() | oneByte() << 8;
  }

  int int32() throws IOException {
    return uint16() | uint16() << 16;
  }

  /** An Int64, a UInt64 or a DateTime64. */
  long int64() throws IOException {
    return (int32() & 0xffff_ffffL) | (long) int32() << 32;
  }

  double float64() throws IOException {
    return Double.longBitsToDouble(int64());
  }

  String text() throws IOException {
    return new String(raw(), StandardCharsets.UTF_8);
  }

  Bytes bytes() throws IOException {
    return Bytes.own(raw());
  }

  List<String> texts() throws IOException {
    int count = size();
    var list = new ArrayList<String>(Math.min(count, 64));
    for (int i = 0; i < count; i++) {
      list.add(text());
    }
    return list;
  }

  List<Double> float32s() throws IOException {
    int count = size();
    var list = new ArrayList<Double>(Math.min(count, 64));
    for (int i = 0; i < count; i++) {
      list.add((double) Float.intBitsToFloat(int32()));
    }
    return list;
  }

  Map<String, String> textMap() throws IOException {
    int count = size();
    var map = new HashMap<String, String>();
    for (int i = 0; i < count; i++) {
      map.put(text(), text());
    }
    return map;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private byte[] raw() throws IOException {
    int length = size();
    byte[] content = in.readNBytes(length);
    if (content.length < length) {
      throw new EOFException("a row ended within a value of " + length + " bytes");
    }
    return content;
  }

  private int size() throws IOException {
    long value = 0;
    int shift = 0;
    int next;
    do {
      next = oneByte();
      value |= (long) (next & 0x7f) << shift;
      shift += 7;
    } while (next > 0x7f && shift < 35);
    if (next > 0x7f || value > MAX_VALUE_BYTES) {
      throw new IOException("a value of " + value + " bytes: this is not the stream asked for");
    }
    return (int) value;
  }

  private int oneByte() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException("a row ended within itself");
    }
    return next;
  }
}
