// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.rules.PlaceClass;
import dev.reprise.traffic.rules.ReplayRules;
import dev.reprise.traffic.value.ValueType;
import java.util.List;
import java.util.Map;

/**
 * What a snapshot holds, and what was learnt from it. Nothing in it depends on a name or a clock.
 *
 * @param format how the file is written
 * @param contents how much there is
 * @param rules learnt per endpoint and place
 * @param slices what is replayed or mocked together
 * @param outbound the endpoints of outbound pairs, as the index numbers them
 * @param tokens values that are made anew in each run
 * @param findings what stands in the way of a replay, or may
 * @param blocks where the records lie, inbound first
 */
public record SnapshotManifest(
    Format format,
    Contents contents,
    ReplayRules rules,
    List<Slice> slices,
    List<OutboundEndpoint> outbound,
    List<Token> tokens,
    List<Finding> findings,
    List<Block> blocks) {

  /** Copies the lists. */
  public SnapshotManifest {
    slices = List.copyOf(slices);
    outbound = List.copyOf(outbound);
    tokens = List.copyOf(tokens);
    findings = List.copyOf(findings);
    blocks = List.copyOf(blocks);
  }

  /** The same snapshot with other slices switched on. */
  public SnapshotManifest withSlices(List<Slice> switched) {
    return new SnapshotManifest(
        format, contents, rules, switched, outbound, tokens, findings, blocks);
  }

  /**
   * How the file is written.
   *
   * @param version of the layout
   * @param rules version of the way rules are learnt
   * @param compression library, version and level: other ones give other bytes
   */
  public record Format(int version, int rules, String compression) {}

  /**
   * How much a snapshot holds.
   *
   * @param inbound pairs
   * @param outbound pairs
   * @param inboundBlocks how many of the blocks hold inbound pairs
   * @param firstNanos when the first pair started
   * @param lastNanos when the last one started
   * @param services recorded, sorted
   * @param sessions how many pairs have their session by which basis
   */
  public record Contents(
      long inbound,
      long outbound,
      int inboundBlocks,
      long firstNanos,
      long lastNanos,
      List<String> services,
      Map<SessionBasis, Long> sessions) {

    /** Copies both. */
    public Contents {
      services = List.copyOf(services);
      sessions = Map.copyOf(sessions);
    }

    /** The service that was recorded, or the first of several. */
    public String service() {
      return services.isEmpty() ? "unknown" : services.getFirst();
    }
  }

  /**
   * What is replayed (inbound) or mocked (outbound) together.
   *
   * @param key {@code in:shop} or {@code out:payment.shop.test}
   * @param service the recorded one
   * @param host the authority asked for; of inbound ones the first seen
   * @param technology e.g. {@code http}
   */
  public record Slice(
      String key,
      Direction direction,
      String service,
      String host,
      String technology,
      long pairs,
      boolean enabled,
      List<EndpointCount> endpoints) {

    /** Copies the list. */
    public Slice {
      endpoints = List.copyOf(endpoints);
    }

    /** The same slice, on or off. */
    public Slice switched(boolean on) {
      return new Slice(key, direction, service, host, technology, pairs, on, endpoints);
    }
  }

  /**
   * An endpoint of a slice.
   *
   * @param signatures how many different ones; 0 for inbound
   */
  public record EndpointCount(String endpoint, long pairs, long signatures) {}

  /** An endpoint of a dependency. */
  public record OutboundEndpoint(String host, String endpoint) {}

  /**
   * Values that the system under test makes anew in each run, and where they travel.
   *
   * @param producer e.g. {@code POST /login -> 200 response.body.$.token}
   * @param consumers e.g. {@code GET /cart request.header.authorization}; sorted
   * @param values how many were seen
   * @param guessed whether the class of the producer rests on one sample
   */
  public record Token(
      ValueType type,
      PlaceClass placeClass,
      String producer,
      List<String> consumers,
      long values,
      boolean guessed) {

    /** Copies the list. */
    public Token {
      consumers = List.copyOf(consumers);
    }
  }

  /** How much a finding matters. */
  public enum Severity {
    /** Good to know. */
    INFO,
    /** May make a replay differ. */
    WARNING,
    /** A replay will not work. */
    BLOCKER
  }

  /** Something a person should know before a replay. */
  public record Finding(Severity severity, String message, String remedy) {}

  /**
   * One compressed run of records.
   *
   * @param offset in the file
   * @param storedBytes compressed
   * @param plainBytes not compressed
   * @param records how many
   */
  public record Block(long offset, int storedBytes, int plainBytes, int records) {}
}
