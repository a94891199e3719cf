// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.grpc;

import dev.reprise.proto.map.PairMapper;
import dev.reprise.proto.query.v1.EndpointSummary;
import dev.reprise.proto.query.v1.PairSummary;
import dev.reprise.proto.query.v1.SearchPairsResponse;
import dev.reprise.proto.query.v1.ServiceMapEdge;
import dev.reprise.proto.query.v1.ServiceSummary;
import dev.reprise.proto.query.v1.Watermark;
import dev.reprise.query.read.Selections;
import dev.reprise.traffic.display.Display;
import dev.reprise.warehouse.query.MapEdge;
import dev.reprise.warehouse.query.PairCursor;
import dev.reprise.warehouse.query.PairReader;
import dev.reprise.warehouse.query.Selection;
import java.util.HashMap;

/** Turns what the warehouse answers into messages, and what callers ask into selections. */
final class QueryMessages {

  private QueryMessages() {}

  static Selection fromProto(dev.reprise.proto.query.v1.Selection message) {
    var selection =
        Selections.of(
            message.getFilter(),
            message.getFromNanos(),
            message.getToNanos(),
            message.getIncludeReplays(),
            message.getReplayId());
    return message.hasWatermark() ? selection.at(fromProto(message.getWatermark())) : selection;
  }

  private static dev.reprise.warehouse.query.Watermark fromProto(Watermark message) {
    return new dev.reprise.warehouse.query.Watermark(message.getOffsetsMap());
  }

  static Watermark toProto(dev.reprise.warehouse.query.Watermark watermark) {
    return Watermark.newBuilder().putAllOffsets(new HashMap<>(watermark.offsets())).build();
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
    return EndpointSummary.newBuilder()
        .setService(endpoint.service())
        .setDirection(PairMapper.toProto(endpoint.direction()))
        .setHost(endpoint.host())
        .setEndpoint(endpoint.endpoint())
        .setTechnology(endpoint.technology())
        .setCount(endpoint.count())
        .setErrorRate(endpoint.errorRate())
        .setP50Millis(endpoint.latency().p50())
        .setP90Millis(endpoint.latency().p90())
        .setP95Millis(endpoint.latency().p95())
        .setP99Millis(endpoint.latency().p99())
        .build();
  }

  static ServiceMapEdge toProto(MapEdge edge) {
    return ServiceMapEdge.newBuilder()
        .setFrom(edge.from())
        .setTo(edge.to())
        .setDirection(PairMapper.toProto(edge.direction()))
        .setPort(edge.port())
        .setTechnology(edge.technology())
        .setTls(edge.tls())
        .setCount(edge.count())
        .setErrorRate(edge.errorRate())
        .setP50Millis(edge.latency().p50())
        .setP95Millis(edge.latency().p95())
        .build();
  }

  static SearchPairsResponse toProto(PairReader.Page page, Display display) {
    var message = SearchPairsResponse.newBuilder();
    page.pairs().forEach(pair -> message.addPairs(toProto(pair, display)));
    page.nextCursor().map(PairCursor::encode).ifPresent(message::setNextCursor);
    return message.build();
  }

  static PairSummary toProto(dev.reprise.warehouse.query.PairSummary pair, Display display) {
    return PairSummary.newBuilder()
        .setId(PairMapper.toProto(pair.id()))
        .setService(pair.service())
        .setDirection(PairMapper.toProto(pair.direction()))
        .setTechnology(pair.facts().technology())
        .setMethod(pair.asked().method())
        .setHost(pair.asked().host())
        .setTarget(display.target(pair.asked().target()))
        .setEndpoint(pair.facts().endpoint())
        .setStatus(pair.status())
        .setStartNanos(pair.startNanos())
        .setDurationNanos(pair.durationNanos())
        .setRequestBytes(pair.bodies().requestBytes())
        .setResponseBytes(pair.bodies().responseBytes())
        .setReplayId(pair.replayId())
        .build();
  }
}
