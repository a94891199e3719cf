// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import dev.reprise.traffic.signature.Nearest;
import dev.reprise.traffic.signature.Signature;
import dev.reprise.traffic.snapshot.SnapshotManifest.OutboundEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The recorded requests that a miss is compared with: a sample of different signatures for each
 * endpoint, taken when the snapshot is opened.
 *
 * <p><b>Threads:</b> thread-safe. <b>Bounds:</b> {@link #PER_ENDPOINT} entries an endpoint, {@link
 * #PER_MISS} comparisons a miss, {@link #MAX_KEPT} signatures kept.
 */
final class NearestPool {

  static final int PER_ENDPOINT = 64;
  static final int PER_MISS = 64;
  static final int MAX_KEPT = 4096;

  private final List<OutboundEndpoint> endpoints;
  private final List<List<OutboundEntry>> samples = new ArrayList<>();
  private final Map<Integer, Signature> kept = new ConcurrentHashMap<>();

  NearestPool(List<OutboundEndpoint> endpoints, OutboundIndex index) {
    this.endpoints = endpoints;
    endpoints.forEach(_ -> samples.add(new ArrayList<>()));
    for (int i = 0; i < index.count(); i++) {
      if (i == 0 || index.signatureAt(i) != index.signatureAt(i - 1)) {
        var sample = samples.get(index.endpointAt(i));
        if (sample.size() < PER_ENDPOINT) {
          sample.add(index.at(i));
        }
      }
    }
  }

  List<Nearest.Match<OutboundEntry>> nearest(
      Signature live,
      String authority,
      String endpoint,
      int limit,
      Function<OutboundEntry, Signature> read) {
    var candidates = new ArrayList<Nearest.Candidate<OutboundEntry>>();
    for (boolean same : new boolean[] {true, false}) {
      for (int i = 0; i < endpoints.size() && candidates.size() < PER_MISS; i++) {
        var recorded = endpoints.get(i);
        if (recorded.host().equals(authority) && recorded.endpoint().equals(endpoint) == same) {
          take(samples.get(i), PER_MISS - candidates.size(), read, candidates);
        }
      }
    }
    return Nearest.of(live, candidates, limit);
  }

  private void take(
      List<OutboundEntry> sample,
      int most,
      Function<OutboundEntry, Signature> read,
      List<Nearest.Candidate<OutboundEntry>> into) {
    for (OutboundEntry entry : sample.subList(0, Math.min(most, sample.size()))) {
      into.add(new Nearest.Candidate<>(entry, signature(entry, read)));
    }
  }

  private Signature signature(OutboundEntry entry, Function<OutboundEntry, Signature> read) {
    var known = kept.get(entry.position());
    if (known != null) {
      return known;
    }
    var signature = read.apply(entry);
    if (kept.size() < MAX_KEPT) {
      kept.put(entry.position(), signature);
    }
    return signature;
  }
}
