// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.write;

import dev.reprise.traffic.pair.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;

/**
 * One column of a block in ClickHouse's Native format: how it is read off a row and laid out.
 *
 * <p>Names and types are those of the table, word for word, so that the server converts nothing.
 *
 * @param <R> what a row is made of
 */
final class Column<R> {

  private static final long DICTIONARY_VERSION = 1;
  // Additional keys, and the dictionary is replaced by them: every block brings its own.
  private static final long DICTIONARY_FLAGS = (1 << 9) | (1 << 10);
  private static final String TEXT = "String";
  private static final String WORD = "LowCardinality(String)";

  private final String name;
  private final String type;
  private final Layout<R> layout;

  private Column(String name, String type, Layout<R> layout) {
    this.name = name;
    this.type = type;
    this.layout = layout;
  }

  private interface Layout<R> {
    void write(List<R> rows, NativeOut out);
  }

  private interface Width {
    void write(NativeOut out, long value);
  }

  static <R> Column<R> text(String name, Function<R, String> value) {
    return new Column<>(
        name, TEXT, (rows, out) -> rows.forEach(row -> out.string(value.apply(row))));
  }

  static <R> Column<R> bytes(String name, Function<R, Bytes> value) {
    return new Column<>(
        name, TEXT, (rows, out) -> rows.forEach(row -> out.string(value.apply(row))));
  }

  static <R> Column<R> uint64(String name, ToLongFunction<R> value) {
    return number(name, "UInt64", NativeOut::int64, value);
  }

  static <R> Column<R> uint32(String name, ToLongFunction<R> value) {
    return number(name, "UInt32", NativeOut::int32, value);
  }

  static <R> Column<R> uint16(String name, ToLongFunction<R> value) {
    return number(name, "UInt16", NativeOut::int16, value);
  }

  static <R> Column<R> int64(String name, ToLongFunction<R> value) {
    return number(name, "Int64", NativeOut::int64, value);
  }

  static <R> Column<R> time(String name, ToLongFunction<R> nanosSinceEpoch) {
    return number(name, "DateTime64(9, 'UTC')", NativeOut::int64, nanosSinceEpoch);
  }

  static <R> Column<R> bool(String name, ToLongFunction<R> zeroOrOne) {
    return number(name, "Bool", NativeOut::int8, zeroOrOne);
  }

  static <R> Column<R> enum8(String name, String type, ToLongFunction<R> value) {
    return number(name, type, NativeOut::int8, value);
  }

  private static <R> Column<R> number(
      String name, String type, Width width, ToLongFunction<R> value) {
    return new Column<>(
        name, type, (rows, out) -> rows.forEach(row -> width.write(out, value.applyAsLong(row))));
  }

  /** A text that takes few values: a dictionary, and for each row a place in it. */
  static <R> Column<R> word(String name, Function<R, String> value) {
    return new Column<>(
        name,
        WORD,
        (rows, out) -> {
          out.int64(DICTIONARY_VERSION);
          dictionary(rows.size(), i -> value.apply(rows.get(i)), out);
        });
  }

  static <R> Column<R> texts(String name, Function<R, List<String>> values) {
    return new Column<>(
        name,
        "Array(" + TEXT + ")",
        (rows, out) -> {
          offsets(rows, row -> values.apply(row).size(), out);
          rows.forEach(row -> values.apply(row).forEach(out::string));
        });
  }

  static <R> Column<R> words(String name, Function<R, List<String>> values) {
    return new Column<>(
        name,
        "Array(" + WORD + ")",
        (rows, out) -> {
          out.int64(DICTIONARY_VERSION); // what describes a column's parts precedes all data
          offsets(rows, row -> values.apply(row).size(), out);
          var flat = rows.stream().flatMap(row -> values.apply(row).stream()).toList();
          dictionary(flat.size(), flat::get, out);
        });
  }

  static <R> Column<R> map(String name, Function<R, Map<String, String>> values) {
    return new Column<>(
        name,
        "Map(" + WORD + ", " + TEXT + ")",
        (rows, out) -> {
          out.int64(DICTIONARY_VERSION);
          offsets(rows, row -> values.apply(row).size(), out);
          var keys = rows.stream().flatMap(row -> values.apply(row).keySet().stream()).toList();
          dictionary(keys.size(), keys::get, out);
          rows.forEach(row -> values.apply(row).values().forEach(out::string));
        });
  }

  String name() {
    return name;
  }

  /** Writes name, type and data. */
  void write(List<R> rows, NativeOut out) {
    out.string(name);
    out.string(type);
    layout.write(rows, out);
  }

  /** Arrays are laid out as where each ends, then all elements. */
  private static <R> void offsets(List<R> rows, ToLongFunction<R> size, NativeOut out) {
    long end = 0;
    for (R row : rows) {
      end += size.applyAsLong(row);
      out.int64(end);
    }
  }

  private static void dictionary(int count, IntFunction<String> value, NativeOut out) {
    if (count == 0) {
      return; // no data at all, not even an empty dictionary
    }
    var places = new HashMap<String, Integer>();
    int[] indexes = new int[count];
    for (int i = 0; i < count; i++) {
      var next = places.size();
      var known = places.putIfAbsent(value.apply(i), next);
      indexes[i] = known == null ? next : known;
    }
    var keys = new String[places.size()];
    places.forEach((key, place) -> keys[place] = key);
    int width = keys.length <= 1 << 8 ? 0 : keys.length <= 1 << 16 ? 1 : 2;
    out.int64(DICTIONARY_FLAGS | width);
    out.int64(keys.length);
    for (String key : keys) {
      out.string(key);
    }
    out.int64(count);
    for (int index : indexes) {
      switch (width) {
        case 0 -> out.int8(index);
        case 1 -> out.int16(index);
        default -> out.int32(index);
      }
    }
  }
}
