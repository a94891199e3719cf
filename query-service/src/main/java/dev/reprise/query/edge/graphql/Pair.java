// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.query.edge.graphql.Message.RequestMessage;
import dev.reprise.traffic.display.Display;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Timing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** A pair in full, as the schema shows it. */
@Description("A request with its response in full, as they were on the wire.")
public record Pair(
    @NonNull @Id @Description("Names the pair for good: capture and sequence.") String id,
    @NonNull @Description("Who was recorded.") PairOrigin origin,
    @NonNull @Description("To the service, or from it.") Way direction,
    @NonNull @Description("Where it was seen.") PairConnectionFacts connection,
    @NonNull @Description("The request.") RequestMessage request,
    @Description("The response; null when none was seen.")
        Message.@Nullable ResponseMessage response,
    @NonNull @Description("When its parts passed by.") PairTiming timing,
    @NonNull @Description("What to know before trusting it.") List<@NonNull Caution> marks,
    @NonNull @Description("What was taken out before it was stored.")
        List<@NonNull PairRedaction> redactions,
    @NonNull @Description("What is spoken, e.g. http, json, grpc.") String technology,
    @NonNull @Description("Method and path template, e.g. GET /users/{id}.") String endpoint) {

  /** Who was recorded, as the schema shows it. */
  @Description("Who was recorded, and on which occasion.")
  public record PairOrigin(
      @NonNull @Description("The recorded service.") String service,
      @NonNull @Description("The replay it was seen in; empty outside replays.") String replayId,
      @NonNull @Description("What the agent said of itself, by name.") List<@NonNull Tag> tags) {}

  /** A tag, as the schema shows it. */
  @Description("A fact that the agent said of itself.")
  public record Tag(
      @NonNull @Description("E.g. pod.") String name,
      @NonNull @Description("Its value.") String value) {}

  /** A connection, as the schema shows it. */
  @Description("The connection that a pair was seen on.")
  public record PairConnectionFacts(
      @NonNull @Description("Unique within the capture.") String id,
      @Description("The place of the request on its connection, from 0.") int index,
      @NonNull @Description("address:port of the caller.") String client,
      @NonNull @Description("address:port as connected to.") String server,
      @Description("What the TLS handshake agreed on; null in plain text.") @Nullable Tls tls) {}

  /** A handshake, as the schema shows it. */
  @Description("What a TLS handshake agreed on.")
  public record Tls(
      @NonNull @Description("E.g. TLSv1.3.") String version,
      @NonNull @Description("The server name asked for, or empty.") String sni,
      @NonNull @Description("The protocol agreed on, or empty.") String alpn,
      @NonNull @Description("The cipher suite.") String cipher) {}

  /** Times, as the schema shows them. */
  @Description("When the parts of a pair passed by; null where a moment was not seen.")
  public record PairTiming(
      @NonNull @Description("First byte of the request.") Instant start,
      @Description("Last byte of the request.") @Nullable Instant requestEnd,
      @Description("First byte of the response.") @Nullable Instant responseStart,
      @Description("Last byte of the response.") @Nullable Instant responseEnd,
      @Description("From first to last byte, in milliseconds; null without a response.")
          @Nullable Double durationMillis) {}

  /** A redaction, as the schema shows it. */
  @Description("A value that was taken out before the pair was stored.")
  public record PairRedaction(
      @NonNull @Description("Where, e.g. request.header.authorization.") String place,
      @NonNull @Description("The rule that took it out.") String rule) {}

  static Pair of(RRPair pair, Display display) {
    var answer = pair.answer();
    return new Pair(
        pair.id().toString(),
        new PairOrigin(
            pair.origin().service(), pair.origin().replayId(), tags(pair.origin().tags())),
        Way.of(pair.direction()),
        facts(pair.connection()),
        Message.of(pair.request(), display),
        answer == null ? null : Message.of(answer, display),
        timing(pair.timing()),
        pair.notes().marks().stream().map(Caution::of).sorted().toList(),
        pair.notes().redactions().stream()
            .map(redaction -> new PairRedaction(redaction.place(), redaction.rule()))
            .toList(),
        pair.facts().technology(),
        pair.facts().endpoint());
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(tag -> new Tag(tag.getKey(), tag.getValue()))
        .toList();
  }

  private static PairConnectionFacts facts(Connection connection) {
    var tls = connection.tls();
    return new PairConnectionFacts(
        connection.id(),
        connection.index(),
        connection.client(),
        connection.server(),
        tls == null ? null : new Tls(tls.version(), tls.sni(), tls.alpn(), tls.cipher()));
  }

  private static PairTiming timing(Timing timing) {
    return new PairTiming(
        Times.instant(timing.startNanos()),
        Times.seen(timing.requestEndNanos()),
        Times.seen(timing.responseStartNanos()),
        Times.seen(timing.responseEndNanos()),
        timing.responseEndNanos() == 0 ? null : Times.millis(timing.durationNanos()));
  }
}
