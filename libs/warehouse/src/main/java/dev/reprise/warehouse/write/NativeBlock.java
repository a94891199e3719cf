// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.write;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One insert's worth of rows, laid out for the server.
 *
 * @param sql the statement that it is the data of
 * @param chunks the data; kept so that the insert can be repeated as it was
 * @param rows how many rows
 * @param bytes how many bytes
 */
record NativeBlock(String sql, List<byte[]> chunks, int rows, long bytes) {

  static <R> NativeBlock of(String table, List<Column<R>> columns, List<R> rows) {
    var out = new NativeOut();
    out.varint(columns.size());
    out.varint(rows.size());
    for (Column<R> column : columns) {
      column.write(rows, out);
    }
    var names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
    var sql = "INSERT INTO " + table + " (" + names + ") FORMAT Native";
    long bytes = out.size();
    return new NativeBlock(sql, out.chunks(), rows.size(), bytes);
  }
}
