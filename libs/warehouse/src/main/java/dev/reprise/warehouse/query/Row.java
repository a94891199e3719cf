// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.traffic.pair.Bytes;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of one row after the other, from left to right; the caller knows the types, since it
 * wrote the SELECT. Times are selected as whole numbers: the driver would make four objects of
 * each.
 */
final class Row {

  private final ResultSet answer;
  private int column;

  Row(ResultSet answer) {
    this.answer = answer;
  }

  /** Goes to the next row; false at the end. */
  boolean next() throws SQLException {
    column = 0;
    return answer.next();
  }

  boolean bool() throws SQLException {
    return answer.getBoolean(++column);
  }

  /** A UInt8, or an Enum8. */
  int uint8() throws SQLException {
    return int32();
  }

  int uint16() throws SQLException {
    return int32();
  }

  int int32() throws SQLException {
    return answer.getInt(++column);
  }

  long int64() throws SQLException {
    return answer.getLong(++column);
  }

  double float64() throws SQLException {
    return answer.getDouble(++column);
  }

  String text() throws SQLException {
    return new String(answer.getBytes(++column), StandardCharsets.UTF_8);
  }

  /** What is stored, which need not be text in any encoding. */
  Bytes bytes() throws SQLException {
    return Bytes.own(answer.getBytes(++column));
  }

  List<String> texts() throws SQLException {
    return List.of((String[]) array());
  }

  List<Double> float32s() throws SQLException {
    var list = new ArrayList<Double>();
    for (Object value : array()) {
      list.add(((Number) value).doubleValue());
    }
    return list;
  }

  Map<String, String> textMap() throws SQLException {
    var map = new HashMap<String, String>();
    Map<?, ?> read = answer.getObject(++column, Map.class);
    read.forEach((key, value) -> map.put((String) key, (String) value));
    return map;
  }

  private Object[] array() throws SQLException {
    return (Object[]) answer.getArray(++column).getArray();
  }
}
