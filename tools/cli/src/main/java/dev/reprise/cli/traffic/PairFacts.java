// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.traffic;

import dev.reprise.cli.output.Figures;
import dev.reprise.traffic.display.Display;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A pair in full as facts by name, for programs. */
final class PairFacts {

  private PairFacts() {}

  static Map<String, @Nullable Object> of(RRPair pair, Display display) {
    var facts = new LinkedHashMap<String, @Nullable Object>();
    facts.put("id", pair.id().toString());
    facts.put("direction", pair.direction().name());
    facts.put("service", pair.origin().service());
    facts.put("replay_id", pair.origin().replayId());
    facts.put("tags", new TreeMap<>(pair.origin().tags()));
    facts.put("technology", pair.facts().technology());
    facts.put("endpoint", pair.facts().endpoint());
    facts.put("timing", timing(pair.timing()));
    facts.put("connection", connection(pair.connection()));
    facts.put("marks", pair.notes().marks().stream().map(Enum::name).sorted().toList());
    facts.put(
        "redactions",
        pair.notes().redactions().stream()
            .map(redaction -> ordered("place", redaction.place(), "rule", redaction.rule()))
            .toList());
    facts.put("request", request(pair.request(), display));
    facts.put("response", pair.response().map(answer -> response(answer, display)).orElse(null));
    return facts;
  }

  private static Map<String, Object> timing(Timing timing) {
    return ordered(
        "start", Figures.isoTime(timing.startNanos()),
        "request_end", Figures.isoTime(timing.requestEndNanos()),
        "response_start", Figures.isoTime(timing.responseStartNanos()),
        "response_end", Figures.isoTime(timing.responseEndNanos()),
        "duration_nanos", timing.responseEndNanos() == 0 ? 0 : timing.durationNanos());
  }

  private static Map<String, Object> connection(Connection connection) {
    var facts =
        ordered(
            "id", connection.id(),
            "index", connection.index(),
            "client", connection.client(),
            "server", connection.server());
    var tls = connection.tls();
    if (tls != null) {
      facts.put(
          "tls",
          ordered(
              "version", tls.version(),
              "sni", tls.sni(),
              "alpn", tls.alpn(),
              "cipher", tls.cipher()));
    }
    return facts;
  }

  private static Map<String, Object> request(Request request, Display display) {
    var facts =
        ordered(
            "method", request.method(),
            "scheme", request.scheme(),
            "authority", request.authority(),
            "target", display.target(request.target()),
            "version", request.version());
    putContent(facts, request.headers(), request.body(), request.trailers(), display);
    return facts;
  }

  private static Map<String, Object> response(Response response, Display display) {
    var facts =
        ordered(
            "status", response.status(),
            "reason", response.reason(),
            "version", response.version());
    putContent(facts, response.headers(), response.body(), response.trailers(), display);
    return facts;
  }

  private static void putContent(
      Map<String, Object> facts, Headers headers, Body body, Headers trailers, Display display) {
    facts.put("headers", lines(headers, display));
    facts.put("body", body(headers, body, display));
    facts.put("trailers", lines(trailers, display));
  }

  private static List<Map<String, Object>> lines(Headers headers, Display display) {
    return display.headers(headers).lines().stream()
        .map(line -> ordered("name", line.name(), "value", line.value()))
        .toList();
  }

  private static Map<String, @Nullable Object> body(Headers headers, Body body, Display display) {
    var shown = display.body(headers, body);
    var facts = new LinkedHashMap<String, @Nullable Object>();
    facts.put("wire_bytes", body.wireBytes());
    facts.put("kept_bytes", body.kept().length());
    facts.put("truncated", body.isTruncated());
    facts.put("sha256", body.sha256().hex());
    facts.put("text", shown.map(Display.ShownBody::text).orElse(null));
    facts.put("text_complete", shown.map(Display.ShownBody::complete).orElse(false));
    if (display == Display.REVEALING) {
      facts.put("base64", Base64.getEncoder().encodeToString(body.kept().toArray()));
    }
    return facts;
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    var facts = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      facts.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return facts;
  }
}
