// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.write;

import dev.reprise.traffic.body.BodyText;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Redaction;
import dev.reprise.traffic.pair.Response;
import java.util.List;
import java.util.function.Function;

/**
 * A pair on its way into the table {@code rrpairs}.
 *
 * @param pair as enriched
 * @param place where in the log it came from
 */
public record PairRow(RRPair pair, LogPlace place) {

  private static final Response NO_RESPONSE =
      new Response(0, "", "", Headers.EMPTY, Body.EMPTY, Headers.EMPTY);

  /** The columns, in the table's order. */
  static final List<Column<PairRow>> COLUMNS =
      List.of(
          Column.text("capture_id", row -> row.pair.id().captureId()),
          Column.uint64("sequence", row -> row.pair.id().sequence()),
          Column.uint32("log_partition", row -> row.place.partition()),
          Column.uint64("log_offset", row -> row.place.offset()),
          Column.word("service", row -> row.pair.origin().service()),
          Column.word("replay_id", row -> row.pair.origin().replayId()),
          Column.map("tags", row -> row.pair.origin().tags()),
          Column.enum8("direction", "Enum8('IN' = 1, 'OUT' = 2)", PairRow::direction),
          Column.text("connection_id", row -> row.pair.connection().id()),
          Column.uint32("connection_index", row -> row.pair.connection().index()),
          Column.text("client", row -> row.pair.connection().client()),
          Column.word("server", row -> row.pair.connection().server()),
          Column.word("tls_version", tls(tls -> tls.version())),
          Column.word("tls_sni", tls(tls -> tls.sni())),
          Column.word("tls_alpn", tls(tls -> tls.alpn())),
          Column.word("tls_cipher", tls(tls -> tls.cipher())),
          Column.word("method", row -> row.pair.request().method()),
          Column.word("scheme", row -> row.pair.request().scheme()),
          Column.word("authority", row -> row.pair.request().authority()),
          Column.word("host", row -> row.pair.request().host()),
          Column.text("target", row -> row.pair.request().target()),
          Column.text("path", row -> row.pair.request().path()),
          Column.word("request_version", row -> row.pair.request().version()),
          Column.words("request_header_names", row -> names(row.pair.request().headers())),
          Column.texts("request_header_values", row -> values(row.pair.request().headers())),
          Column.bytes("request_body", row -> row.pair.request().body().kept()),
          Column.uint64("request_body_bytes", row -> row.pair.request().body().wireBytes()),
          Column.bytes("request_body_sha256", row -> row.pair.request().body().sha256()),
          Column.words("request_trailer_names", row -> names(row.pair.request().trailers())),
          Column.texts("request_trailer_values", row -> values(row.pair.request().trailers())),
          Column.text(
              "request_text",
              row -> BodyText.of(row.pair.request().headers(), row.pair.request().body())),
          Column.bool("has_response", row -> row.pair.answer() == null ? 0 : 1),
          Column.uint16("status", row -> row.pair.status()),
          Column.word("reason", row -> row.answer().reason()),
          Column.word("response_version", row -> row.answer().version()),
          Column.words("response_header_names", row -> names(row.answer().headers())),
          Column.texts("response_header_values", row -> values(row.answer().headers())),
          Column.bytes("response_body", row -> row.answer().body().kept()),
          Column.uint64("response_body_bytes", row -> row.answer().body().wireBytes()),
          Column.bytes("response_body_sha256", row -> row.answer().body().sha256()),
          Column.words("response_trailer_names", row -> names(row.answer().trailers())),
          Column.texts("response_trailer_values", row -> values(row.answer().trailers())),
          Column.text(
              "response_text", row -> BodyText.of(row.answer().headers(), row.answer().body())),
          Column.time("start_time", row -> row.pair.timing().startNanos()),
          Column.time("request_end_time", row -> row.pair.timing().requestEndNanos()),
          Column.time("response_start_time", row -> row.pair.timing().responseStartNanos()),
          Column.time("response_end_time", row -> row.pair.timing().responseEndNanos()),
          Column.int64("duration_nanos", row -> row.pair.timing().durationNanos()),
          Column.words("marks", PairRow::marks),
          Column.texts("redaction_places", redactions(Redaction::place)),
          Column.words("redaction_rules", redactions(Redaction::rule)),
          Column.word("technology", row -> row.pair.facts().technology()),
          Column.word("endpoint", row -> row.pair.facts().endpoint()));

  private Response answer() {
    var answer = pair.answer();
    return answer == null ? NO_RESPONSE : answer;
  }

  private long direction() {
    return switch (pair.direction()) {
      case IN -> 1;
      case OUT -> 2;
    };
  }

  private List<String> marks() {
    return pair.notes().marks().stream().map(Enum::name).toList();
  }

  private static Function<PairRow, String> tls(
      Function<dev.reprise.traffic.pair.Connection.Tls, String> part) {
    return row -> {
      var tls = row.pair.connection().tls();
      return tls == null ? "" : part.apply(tls);
    };
  }

  private static Function<PairRow, List<String>> redactions(Function<Redaction, String> part) {
    return row -> row.pair.notes().redactions().stream().map(part).toList();
  }

  private static List<String> names(Headers headers) {
    return headers.lines().stream().map(Header::name).toList();
  }

  private static List<String> values(Headers headers) {
    return headers.lines().stream().map(Header::value).toList();
  }
}
