// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.traffic;

import dev.reprise.cli.output.Figures;
import dev.reprise.cli.output.Printer;
import dev.reprise.traffic.body.ContentType;
import dev.reprise.traffic.display.Display;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A pair in full as people read it: what is known of it, then both messages as HTTP writes them,
 * those of the request after {@code >} and those of the response after {@code <}.
 *
 * <p><b>Bounds:</b> the first 16384 characters of each body.
 */
final class PairText {

  private static final int SHOWN_CHARS = 16_384;
  private static final int LABEL_WIDTH = 12;

  private final RRPair pair;
  private final Display display;
  private final Printer printer;
  private final StringBuilder text = new StringBuilder();

  PairText(RRPair pair, Display display, Printer printer) {
    this.pair = pair;
    this.display = display;
    this.printer = printer;
    facts();
    notes();
    messages();
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void facts() {
    var direction = pair.direction() == Direction.IN ? "asked of" : "asked by";
    fact("pair", pair.id().toString());
    fact("what", "%s, %s %s".formatted(pair.facts().endpoint(), direction, service()));
    fact("technology", pair.facts().technology());
    fact("time", printer.time(pair.timing().startNanos()) + answered());
    var connection = pair.connection();
    fact(
        "connection",
        String.format(
            Locale.ROOT,
            "%s to %s (%s, request %d on it)",
            connection.client(),
            connection.server(),
            connection.id(),
            connection.index() + 1));
    var tls = connection.tls();
    if (tls != null) {
      fact("tls", "%s, %s, to %s".formatted(tls.version(), tls.cipher(), tls.sni()));
    }
    fact("replay", pair.origin().replayId());
    fact(
        "tags",
        new TreeMap<>(pair.origin().tags())
            .entrySet().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(", ")));
  }

  private String service() {
    return pair.origin().service();
  }

  private String answered() {
    return pair.timing().responseEndNanos() == 0
        ? ", no answer seen"
        : ", answered after " + Figures.millis(pair.timing().durationNanos() / 1e6);
  }

  private void notes() {
    for (Mark mark : pair.notes().marks()) {
      fact("mark", mark.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    for (var redaction : pair.notes().redactions()) {
      fact(
          "redacted",
          "%s, before it was stored, by rule '%s'".formatted(redaction.place(), redaction.rule()));
    }
  }

  private void fact(String label, String value) {
    if (!value.isEmpty()) {
      text.append(label)
          .append(" ".repeat(LABEL_WIDTH - label.length()))
          .append(value)
          .append('\n');
    }
  }

  private void messages() {
    Request request = pair.request();
    message(
        "> ",
        "%s %s %s".formatted(request.method(), display.target(request.target()), request.version()),
        request.headers());
    body(request.headers(), request.body());
    trailers("> ", request.trailers());
    var answer = pair.answer();
    if (answer != null) {
      message(
          "< ",
          (answer.version() + " " + answer.status() + " " + answer.reason()).strip(),
          answer.headers());
      body(answer.headers(), answer.body());
      trailers("< ", answer.trailers());
    }
  }

  private void message(String mark, String firstLine, Headers headers) {
    text.append('\n').append(mark).append(firstLine).append('\n');
    trailers(mark, headers);
  }

  private void trailers(String mark, Headers headers) {
    for (var line : display.headers(headers)) {
      text.append(mark).append(line.name()).append(": ").append(line.value()).append('\n');
    }
  }

  private void body(Headers headers, Body body) {
    if (body.isEmpty()) {
      return;
    }
    var shown = display.body(headers, body);
    text.append('\n');
    if (shown.isEmpty()) {
      String kept =
          body.isTruncated()
              ? ", %s of them kept".formatted(Figures.bytes(body.kept().length()))
              : "";
      text.append(
          "(%s of %s, which is no text%s; --raw prints it)%n"
              .formatted(Figures.bytes(body.wireBytes()), kind(headers), kept));
      return;
    }
    String all = shown.get().text();
    text.append(all, 0, Math.min(SHOWN_CHARS, all.length())).append('\n');
    if (all.length() > SHOWN_CHARS) {
      text.append(
          "(%d of %d characters; --output json prints all)%n".formatted(SHOWN_CHARS, all.length()));
    } else if (!shown.get().complete()) {
      text.append(
          "(the start of %s: no more was kept, or could be decoded)%n"
              .formatted(Figures.bytes(body.wireBytes())));
    }
  }

  private static String kind(Headers headers) {
    String media = ContentType.of(headers).media();
    return media.isEmpty() ? "an unnamed type" : media;
  }
}
