// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.edge;

import dev.reprise.proto.snapshot.v1.EndpointCount;
import dev.reprise.proto.snapshot.v1.Finding;
import dev.reprise.proto.snapshot.v1.Slice;
import dev.reprise.proto.snapshot.v1.Snapshot;
import dev.reprise.proto.snapshot.v1.SnapshotProgress;
import dev.reprise.proto.snapshot.v1.TokenSummary;
import dev.reprise.snapshot.version.SnapshotVersion;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.rules.PlaceClass;
import dev.reprise.traffic.snapshot.SnapshotManifest;
import java.util.Locale;

/** Turns snapshots into messages. */
final class SnapshotMessages {

  private SnapshotMessages() {}

  static SnapshotProgress progress(String stage, long done, long total) {
    return SnapshotProgress.newBuilder()
        .setStage(stage)
        .setPairsDone(done)
        .setPairsTotal(total)
        .build();
  }

  static SnapshotProgress done(SnapshotVersion version) {
    var contents = version.artifact().summary().contents();
    long pairs = contents.inbound() + contents.outbound();
    return progress("done", pairs, pairs).toBuilder().setSnapshot(toProto(version)).build();
  }

  static Snapshot toProto(SnapshotVersion version) {
    var summary = version.artifact().summary();
    var message =
        Snapshot.newBuilder()
            .setName(version.name())
            .setVersion(version.version())
            .setFilter(version.rule().filter())
            .setFromNanos(version.rule().fromNanos())
            .setToNanos(version.rule().toNanos())
            .setDigest(version.artifact().digest())
            .setSizeBytes(version.artifact().sizeBytes())
            .setCreatedNanos(version.createdNanos())
            .setCreatedBy(version.createdBy())
            .setInboundPairs(summary.contents().inbound())
            .setOutboundPairs(summary.contents().outbound())
            .addAllServices(summary.contents().services());
    summary.slices().forEach(slice -> message.addSlices(toProto(slice)));
    summary.tokens().forEach(token -> message.addTokens(toProto(token)));
    summary.findings().forEach(finding -> message.addFindings(toProto(finding)));
    return message.build();
  }

  private static Slice toProto(SnapshotManifest.Slice slice) {
    var message =
        Slice.newBuilder()
            .setKey(slice.key())
            .setDirection(slice.direction() == Direction.IN ? "inbound" : "outbound")
            .setService(slice.service())
            .setHost(slice.host())
            .setTechnology(slice.technology())
            .setPairs(slice.pairs())
            .setEnabled(slice.enabled());
    for (var endpoint : slice.endpoints()) {
      message.addEndpoints(
          EndpointCount.newBuilder()
              .setEndpoint(endpoint.endpoint())
              .setPairs(endpoint.pairs())
              .setSignatures(endpoint.signatures()));
    }
    return message.build();
  }

  private static TokenSummary toProto(SnapshotManifest.Token token) {
    var type =
        token.placeClass() == PlaceClass.COUNTER
            ? "counter"
            : token.type().name().toLowerCase(Locale.ROOT);
    return TokenSummary.newBuilder()
        .setType(type)
        .setProducer(token.producer())
        .addAllConsumers(token.consumers())
        .setValues(token.values())
        .setConfidence(token.guessed() ? "guessed" : "seen")
        .build();
  }

  private static Finding toProto(SnapshotManifest.Finding finding) {
    return Finding.newBuilder()
        .setSeverity(finding.severity().name().toLowerCase(Locale.ROOT))
        .setMessage(finding.message())
        .setRemedy(finding.remedy())
        .build();
  }
}
