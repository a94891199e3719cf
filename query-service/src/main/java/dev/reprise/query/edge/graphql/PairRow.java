// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.traffic.display.Display;
import dev.reprise.warehouse.query.PairSummary;
import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** A pair in a list, as the schema shows it. */
@Description("A request with its response, as a list shows it.")
public record PairRow(
    @NonNull @Id @Description("Names the pair for good: capture and sequence.") String id,
    @NonNull @Description("The recorded service.") String service,
    @NonNull @Description("To the service, or from it.") Way direction,
    @NonNull @Description("The replay it was seen in; empty outside replays.") String replayId,
    @NonNull @Description("The request's line.") RequestLine request,
    @NonNull @Description("What is spoken, e.g. http, json, grpc.") String technology,
    @NonNull @Description("Method and path template, e.g. GET /users/{id}.") String endpoint,
    @Description("The response's status; null when no response was seen.") @Nullable Integer status,
    @NonNull @Description("When the request began.") Instant startTime,
    @Description("First byte of the request to last byte of the response; null without one.")
        @Nullable Double durationMillis,
    @Description("Length of the request's body on the wire.") long requestBytes,
    @Description("Length of the response's body on the wire.") long responseBytes,
    @NonNull @Description("SHA-256 of the request's body on the wire, in hex; empty without one.")
        String requestSha256,
    @NonNull @Description("SHA-256 of the response's body on the wire, in hex; empty without one.")
        String responseSha256) {

  /** The line of a request, as the schema shows it. */
  @Description("Method, host and target of a request.")
  public record RequestLine(
      @NonNull @Description("As sent.") String method,
      @NonNull @Description("The host asked for, without its port.") String host,
      @NonNull @Description("Path and query, as sent; credentials in the query are hidden.")
          String target) {}

  static PairRow of(PairSummary pair) {
    boolean answered = pair.status() != 0;
    var asked = pair.asked();
    return new PairRow(
        pair.id().toString(),
        pair.service(),
        Way.of(pair.direction()),
        pair.replayId(),
        new RequestLine(asked.method(), asked.host(), Display.HIDING.target(asked.target())),
        pair.facts().technology(),
        pair.facts().endpoint(),
        answered ? pair.status() : null,
        Times.instant(pair.startNanos()),
        answered ? Times.millis(pair.durationNanos()) : null,
        pair.bodies().requestBytes(),
        pair.bodies().responseBytes(),
        pair.bodies().requestSha256(),
        pair.bodies().responseSha256());
  }
}
