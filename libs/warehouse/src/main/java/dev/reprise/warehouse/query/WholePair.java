// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Facts;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Redaction;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a row back as the pair that was written, to the byte. */
final class WholePair {

  static final String COLUMNS =
      """
      capture_id, sequence, service, replay_id, tags, direction, connection_id, connection_index, client, server,
      tls_version, tls_sni, tls_alpn, tls_cipher, method, scheme, authority, target, request_version,
      request_header_names, request_header_values, request_body, request_body_bytes, request_body_sha256,
      request_trailer_names, request_trailer_values, has_response, status, reason, response_version,
      response_header_names, response_header_values, response_body, response_body_bytes, response_body_sha256,
      response_trailer_names, response_trailer_values, toUnixTimestamp64Nano(start_time),
      toUnixTimestamp64Nano(request_end_time), toUnixTimestamp64Nano(response_start_time),
      toUnixTimestamp64Nano(response_end_time), marks, redaction_places, redaction_rules, technology, endpoint\
      """;

  private WholePair() {}

  static RRPair read(Row row) throws SQLException {
    var id = new PairId(row.text(), row.int64());
    var origin = new Origin(row.text(), row.text(), row.textMap());
    var direction = PairSummary.direction(row.uint8());
    return new RRPair(
        id,
        origin,
        direction,
        connection(row),
        request(row),
        response(row),
        new Timing(row.int64(), row.int64(), row.int64(), row.int64()),
        new RRPair.Notes(marks(row.texts()), redactions(row.texts(), row.texts())),
        new Facts(row.text(), row.text()));
  }

  private static Connection connection(Row row) throws SQLException {
    return new Connection(row.text(), row.int32(), row.text(), row.text(), tls(row));
  }

  // Plain text is stored as four empty words: no handshake leaves all of them empty.
  private static Connection.@Nullable Tls tls(Row row) throws SQLException {
    var tls = new Connection.Tls(row.text(), row.text(), row.text(), row.text());
    return tls.equals(new Connection.Tls("", "", "", "")) ? null : tls;
  }

  private static Request request(Row row) throws SQLException {
    return new Request(
        row.text(),
        row.text(),
        row.text(),
        row.text(),
        row.text(),
        headers(row),
        body(row),
        headers(row));
  }

  private static @Nullable Response response(Row row) throws SQLException {
    boolean isThere = row.bool();
    int status = row.uint16();
    var response =
        new Response(status, row.text(), row.text(), headers(row), body(row), headers(row));
    return isThere ? response : null;
  }

  static Headers headers(Row row) throws SQLException {
    var names = row.texts();
    var values = row.texts();
    if (names.isEmpty()) {
      return Headers.EMPTY;
    }
    var lines = new ArrayList<Header>(names.size());
    for (int i = 0; i < names.size(); i++) {
      lines.add(new Header(names.get(i), values.get(i)));
    }
    return new Headers(lines);
  }

  private static Body body(Row row) throws SQLException {
    var kept = row.bytes();
    long wireBytes = row.int64();
    var sha256 = row.bytes();
    return wireBytes == 0 ? Body.EMPTY : new Body(kept, wireBytes, sha256);
  }

  // Marks of a newer version are left out, as the contract's mapper does.
  private static Set<Mark> marks(List<String> names) {
    var marks = EnumSet.noneOf(Mark.class);
    for (Mark mark : Mark.values()) {
      if (names.contains(mark.name())) {
        marks.add(mark);
      }
    }
    return marks;
  }

  private static List<Redaction> redactions(List<String> places, List<String> rules) {
    var redactions = new ArrayList<Redaction>(places.size());
    for (int i = 0; i < places.size(); i++) {
      redactions.add(new Redaction(places.get(i), rules.get(i)));
    }
    return redactions;
  }
}
