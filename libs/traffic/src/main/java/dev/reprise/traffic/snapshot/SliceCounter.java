// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import dev.reprise.traffic.endpoint.EndpointTemplates;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.snapshot.SnapshotManifest.EndpointCount;
import dev.reprise.traffic.snapshot.SnapshotManifest.OutboundEndpoint;
import dev.reprise.traffic.snapshot.SnapshotManifest.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the pairs of each slice and endpoint.
 *
 * <p><b>Bounds:</b> past {@link #MAX_ENDPOINTS} all further endpoints count as one.
 */
final class SliceCounter {

  static final int MAX_ENDPOINTS = 20_000;

  private static final String FURTHER = "(further endpoints)";

  private final Map<String, Part> parts = new TreeMap<>();
  private final Map<OutboundEndpoint, Integer> numbers = new HashMap<>();
  private final List<OutboundEndpoint> outbound = new ArrayList<>();
  private int endpoints;

  private static final class Part {
    private final RRPair first;
    private final String host;
    private final Map<String, Long> endpoints = new TreeMap<>();
    private String technology = "";
    private long pairs;

    Part(RRPair first, String host) {
      this.first = first;
      this.host = host;
    }
  }

  /** Which slice a pair is in. */
  static String keyOf(RRPair pair) {
    return switch (pair.direction()) {
      case IN -> "in:" + pair.origin().service();
      case OUT -> "out:" + pair.request().authority();
    };
  }

  /**
   * Counts a pair.
   *
   * @return the number of its endpoint, if it is outbound, else -1
   */
  int count(RRPair pair) {
    var host = pair.request().authority();
    var part = parts.computeIfAbsent(keyOf(pair), _ -> new Part(pair, host));
    part.pairs++;
    if (part.technology.isEmpty()) {
      part.technology = pair.facts().technology();
    }
    var endpoint = EndpointTemplates.of(pair.request().method(), pair.request().path());
    if (!part.endpoints.containsKey(endpoint) && ++endpoints > MAX_ENDPOINTS) {
      endpoint = FURTHER;
    }
    part.endpoints.merge(endpoint, 1L, Long::sum);
    return pair.direction() == Direction.OUT ? number(new OutboundEndpoint(host, endpoint)) : -1;
  }

  private int number(OutboundEndpoint endpoint) {
    return numbers.computeIfAbsent(
        endpoint,
        added -> {
          outbound.add(added);
          return outbound.size() - 1;
        });
  }

  /** The endpoints of dependencies, by number. */
  List<OutboundEndpoint> outbound() {
    return List.copyOf(outbound);
  }

  /**
   * All slices, switched on, sorted by key.
   *
   * @param signatures how many each outbound endpoint has, by number
   */
  List<Slice> slices(long[] signatures) {
    var slices = new ArrayList<Slice>();
    parts.forEach((key, part) -> slices.add(slice(key, part, signatures)));
    return slices;
  }

  private Slice slice(String key, Part part, long[] signatures) {
    var counts = new ArrayList<EndpointCount>();
    part.endpoints.forEach((endpoint, pairs) -> {
      var number =
          part.first.direction() == Direction.OUT
              ? numbers.get(new OutboundEndpoint(part.host, endpoint))
              : null;
      long distinct = number == null ? 0 : signatures[number];
      counts.add(new EndpointCount(endpoint, pairs, distinct));
    });
    var technology = part.technology.isEmpty() ? "http" : part.technology;
    return new Slice(
        key,
        part.first.direction(),
        part.first.origin().service(),
        part.host,
        technology,
        part.pairs,
        true,
        counts);
  }
}
