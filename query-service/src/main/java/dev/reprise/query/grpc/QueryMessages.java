// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.grpc;

import dev.reprise.proto.map.PairMapper;
import dev.reprise.proto.query.v1.EndpointSummary;
import dev.reprise.proto.query.v1.PairSummary;
import dev.reprise.proto.query.v1.ServiceMapEdge;
import dev.reprise.proto.query.v1.ServiceSummary;
import dev.reprise.proto.query.v1.Watermark;
import dev.reprise.traffic.filter.TrafficFilter;
import dev.reprise.warehouse.query.MapEdge;
import dev.reprise.warehouse.query.Selection;
import dev.reprise.warehouse.query.Selection.Replays;
import java.util.HashMap;
import java.util.Map;

/** Turns what readers give into messages, and selections back. */
final class QueryMessages {

  private QueryMessages() {}

  static Selection selection(dev.reprise.proto.query.v1.Selection message) {
    var selection =
        Selection.ALL
            .withFilter(TrafficFilter.parse(message.getFilter()))
            .between(message.getFromNanos(), message.getToNanos())
            .withReplays(replays(message));
    return message.hasWatermark()
        ? selection.at(watermark(message.getWatermark()))
        : selection;
  }

  private static Replays replays(dev.reprise.proto.query.v1.Selection message) {
    if (!message.getReplayId().isEmpty()) {
      return new Replays.Only(message.getReplayId());
    }
    return message.getIncludeReplays() ? Replays.ALL : Replays.NONE;
  }

  private static dev.reprise.warehouse.query.Watermark watermark(Watermark message) {
    return new dev.reprise.warehouse.query.Watermark(message.getOffsetsMap());
  }

  static Watermark toProto(dev.reprise.warehouse.query.Watermark watermark) {
    Map<Integer, Long> offsets = new HashMap<>(watermark.offsets());
    return Watermark.newBuilder().putAllOffsets(offsets).build();
  }

  static PairSummary toProto(dev.reprise.warehouse.query.PairSummary pair) {
    return PairSummary.newBuilder()
        .setId(PairMapper.toProto(pair.id()))
        .setService(pair.service())
        .setReplayId(pair.replayId())
        .setDirection(PairMapper.toProto(pair.direction()))
        .setMethod(pair.asked().method())
        .setHost(pair.asked().host())
        .setTarget(pair.asked().target())
        .setTechnology(pair.facts().technology())
        .setEndpoint(pair.facts().endpoint())
        .setStatus(pair.status())
        .setStartNanos(pair.startNanos())
        .setDurationNanos(pair.durationNanos())
        .setRequestBytes(pair.sizes().requestBytes())
        .setResponseBytes(pair.sizes().responseBytes())
        .build();
  }

  static ServiceSummary toProto(dev.reprise.warehouse.query.ServiceSummary service) {
    return ServiceSummary.newBuilder()
        .setService(service.service())
        .setInbound(service.inbound())
        .setOutbound(service.outbound())
        .setErrors(service.errors())
        .setFirstNanos(service.firstNanos())
        .setLastNanos(service.lastNanos())
        .build();
  }

  static EndpointSummary toProto(dev.reprise.warehouse.query.EndpointSummary endpoint) {
    var latency = endpoint.latency();
    return EndpointSummary.newBuilder()
        .setService(endpoint.service())
        .setDirection(PairMapper.toProto(endpoint.direction()))
        .setHost(endpoint.host())
        .setEndpoint(endpoint.endpoint())
        .setTechnology(endpoint.technology())
        .setCount(endpoint.count())
        .setErrorRate(endpoint.errorRate())
        .setP50Millis(latency.p50())
        .setP90Millis(latency.p90())
        .setP95Millis(latency.p95())
        .setP99Millis(latency.p99())
        .build();
  }

  static ServiceMapEdge toProto(MapEdge edge) {
    return ServiceMapEdge.newBuilder()
        .setFrom(edge.from())
        .setTo(edge.to())
        .setDirection(PairMapper.toProto(edge.direction()))
        .setTechnology(edge.technology())
        .setTls(edge.tls())
        .setCount(edge.count())
        .setErrorRate(edge.errorRate())
        .setP50Millis(edge.latency().p50())
        .setP95Millis(edge.latency().p95())
        .build();
  }
}
