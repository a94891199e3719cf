// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** A version of a snapshot, as the schema shows it. */
@Description("An immutable, named set of pairs, analysed and ready to replay; one version of it.")
public record Snapshot(
    @NonNull @Description("Its name.") String name,
    @Description("From 1.") int version,
    @NonNull @Description("The filter it was cut by.") String filter,
    @Description("Start of its times; null where open.") @Nullable Instant from,
    @Description("End of its times; null where open.") @Nullable Instant to,
    @NonNull @Description("SHA-256 of the artifact: equal selections give equal bytes.")
        String digest,
    @Description("Length of the artifact in bytes.") long sizeBytes,
    @NonNull @Description("When it was made.") Instant created,
    @Description("How many inbound pairs it has.") long inboundPairs,
    @Description("How many outbound pairs it has.") long outboundPairs,
    @NonNull @Description("The recorded services.") List<@NonNull String> services,
    @NonNull @Description("What is replayed or mocked together.") List<@NonNull Slice> slices,
    @NonNull @Description("Values that each run makes anew.") List<@NonNull Token> tokens,
    @NonNull @Description("What stands in the way of a replay, or may.")
        List<@NonNull Finding> findings) {

  /** A slice, as the schema shows it. */
  @Description("One host of one service and direction: what is replayed or mocked together.")
  public record Slice(
      @NonNull @Description("E.g. in:shop or out:payment.shop.test.") String key,
      @NonNull @Description("Inbound is replayed, outbound is mocked.") Way direction,
      @NonNull @Description("The recorded service.") String service,
      @NonNull @Description("The host asked for.") String host,
      @NonNull @Description("What is spoken.") String technology,
      @Description("How many pairs.") long pairs,
      @Description("Whether it takes part in replays.") boolean enabled,
      @NonNull @Description("Its endpoints.") List<@NonNull SliceEndpoint> endpoints) {}

  /** An endpoint of a slice, as the schema shows it. */
  @Description("An endpoint of a slice.")
  public record SliceEndpoint(
      @NonNull @Description("Method and path template.") String endpoint,
      @Description("How many pairs.") long pairs,
      @Description("Distinct signatures among outbound ones.") long signatures) {}

  /** A token, as the schema shows it. */
  @Description("A value that is made anew in each run, and where it travels.")
  public record Token(
      @NonNull @Description("E.g. jwt, uuid, id, time.") String type,
      @NonNull @Description("What makes it, e.g. POST /login response $.token.") String producer,
      @NonNull @Description("What uses it.") List<@NonNull String> consumers,
      @Description("How many values were seen.") long values,
      @NonNull @Description("seen (two or more samples) or guessed.") String confidence) {}

  /** A finding, as the schema shows it. */
  @Description("Something about a snapshot that a person should know.")
  public record Finding(
      @NonNull @Description("info, warning or blocker.") String severity,
      @NonNull @Description("What it is.") String message,
      @NonNull @Description("What to do.") String remedy) {}

  static Snapshot of(dev.reprise.proto.snapshot.v1.Snapshot message) {
    return new Snapshot(
        message.getName(),
        message.getVersion(),
        message.getFilter(),
        Times.seen(message.getFromNanos()),
        Times.seen(message.getToNanos()),
        message.getDigest(),
        message.getSizeBytes(),
        Times.instant(message.getCreatedNanos()),
        message.getInboundPairs(),
        message.getOutboundPairs(),
        List.copyOf(message.getServicesList()),
        message.getSlicesList().stream().map(Snapshot::slice).toList(),
        message.getTokensList().stream().map(Snapshot::token).toList(),
        message.getFindingsList().stream()
            .map(finding ->
                new Finding(finding.getSeverity(), finding.getMessage(), finding.getRemedy()))
            .toList());
  }

  private static Slice slice(dev.reprise.proto.snapshot.v1.Slice slice) {
    return new Slice(
        slice.getKey(),
        slice.getDirection().equals("inbound") ? Way.IN : Way.OUT,
        slice.getService(),
        slice.getHost(),
        slice.getTechnology(),
        slice.getPairs(),
        slice.getEnabled(),
        slice.getEndpointsList().stream()
            .map(endpoint ->
                new SliceEndpoint(
                    endpoint.getEndpoint(), endpoint.getPairs(), endpoint.getSignatures()))
            .toList());
  }

  private static Token token(dev.reprise.proto.snapshot.v1.TokenSummary token) {
    return new Token(
        token.getType(),
        token.getProducer(),
        List.copyOf(token.getConsumersList()),
        token.getValues(),
        token.getConfidence());
  }
}
