// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.proto.map;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Facts;
import dev.reprise.traffic.pair.Gap;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Redaction;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Turns pairs into messages and back; both ways lose nothing.
 *
 * <p><b>Cost:</b> bodies are wrapped on the way out and copied once on the way in.
 */
public final class PairMapper {

  private static final String MARK_PREFIX = "MARK_";

  private PairMapper() {}

  /** The message of a pair. */
  public static dev.reprise.proto.traffic.v1.RRPair toProto(RRPair pair) {
    var message =
        dev.reprise.proto.traffic.v1.RRPair.newBuilder()
            .setId(toProto(pair.id()))
            .setOrigin(
                dev.reprise.proto.traffic.v1.Origin.newBuilder()
                    .setService(pair.origin().service())
                    .setReplayId(pair.origin().replayId())
                    .putAllTags(pair.origin().tags()))
            .setDirection(toProto(pair.direction()))
            .setConnection(toProto(pair.connection()))
            .setRequest(toProto(pair.request()))
            .setTiming(toProto(pair.timing()))
            .setFacts(
                dev.reprise.proto.traffic.v1.Facts.newBuilder()
                    .setTechnology(pair.facts().technology())
                    .setEndpoint(pair.facts().endpoint()));
    pair.response().map(PairMapper::toProto).ifPresent(message::setResponse);
    for (Mark mark : pair.notes().marks()) {
      message.addMarks(dev.reprise.proto.traffic.v1.Mark.valueOf(MARK_PREFIX + mark.name()));
    }
    for (Redaction redaction : pair.notes().redactions()) {
      message.addRedactions(
          dev.reprise.proto.traffic.v1.Redaction.newBuilder()
              .setPlace(redaction.place())
              .setRule(redaction.rule()));
    }
    return message.build();
  }

  /**
   * The pair of a message.
   *
   * @throws IllegalArgumentException if the message lacks what every pair has (an id, a direction)
   */
  public static RRPair fromProto(dev.reprise.proto.traffic.v1.RRPair message) {
    var origin = message.getOrigin();
    return new RRPair(
        fromProto(message.getId()),
        new Origin(origin.getService(), origin.getReplayId(), origin.getTagsMap()),
        fromProto(message.getDirection()),
        fromProto(message.getConnection()),
        fromProto(message.getRequest()),
        message.hasResponse() ? fromProto(message.getResponse()) : null,
        fromProto(message.getTiming()),
        new RRPair.Notes(marks(message), redactions(message)),
        new Facts(message.getFacts().getTechnology(), message.getFacts().getEndpoint()));
  }

  /** The message of an id. */
  public static dev.reprise.proto.traffic.v1.PairId toProto(PairId id) {
    return dev.reprise.proto.traffic.v1.PairId.newBuilder()
        .setCaptureId(id.captureId())
        .setSequence(id.sequence())
        .build();
  }

  /**
   * The id of a message.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public static PairId fromProto(dev.reprise.proto.traffic.v1.PairId message) {
    return new PairId(message.getCaptureId(), message.getSequence());
  }

  /** The message of a direction. */
  public static dev.reprise.proto.traffic.v1.Direction toProto(Direction direction) {
    return switch (direction) {
      case IN -> dev.reprise.proto.traffic.v1.Direction.DIRECTION_IN;
      case OUT -> dev.reprise.proto.traffic.v1.Direction.DIRECTION_OUT;
    };
  }

  /**
   * The direction of a message.
   *
   * @throws IllegalArgumentException if it is not set or not known here
   */
  public static Direction fromProto(dev.reprise.proto.traffic.v1.Direction message) {
    return switch (message) {
      case DIRECTION_IN -> Direction.IN;
      case DIRECTION_OUT -> Direction.OUT;
      case DIRECTION_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("a pair needs a direction, this has " + message);
    };
  }

  /** The message of a gap. */
  public static dev.reprise.proto.traffic.v1.Gap toProto(Gap gap) {
    return dev.reprise.proto.traffic.v1.Gap.newBuilder()
        .setCaptureId(gap.id().captureId())
        .setSequence(gap.id().sequence())
        .setService(gap.service())
        .setDroppedPairs(gap.droppedPairs())
        .setDroppedBytes(gap.droppedBytes())
        .setFromNanos(gap.fromNanos())
        .setToNanos(gap.toNanos())
        .setReason(gap.reason())
        .build();
  }

  /** The gap of a message. */
  public static Gap fromProto(dev.reprise.proto.traffic.v1.Gap message) {
    return new Gap(
        new PairId(message.getCaptureId(), message.getSequence()),
        message.getService(),
        message.getDroppedPairs(),
        message.getDroppedBytes(),
        message.getFromNanos(),
        message.getToNanos(),
        message.getReason());
  }

  private static dev.reprise.proto.traffic.v1.Connection toProto(Connection connection) {
    var message =
        dev.reprise.proto.traffic.v1.Connection.newBuilder()
            .setId(connection.id())
            .setIndex(connection.index())
            .setClient(connection.client())
            .setServer(connection.server());
    var tls = connection.tls();
    if (tls != null) {
      message.setTls(
          dev.reprise.proto.traffic.v1.Tls.newBuilder()
              .setVersion(tls.version())
              .setSni(tls.sni())
              .setAlpn(tls.alpn())
              .setCipher(tls.cipher()));
    }
    return message.build();
  }

  private static Connection fromProto(dev.reprise.proto.traffic.v1.Connection message) {
    return new Connection(
        message.getId(),
        message.getIndex(),
        message.getClient(),
        message.getServer(),
        message.hasTls() ? fromProto(message.getTls()) : null);
  }

  private static Connection.Tls fromProto(dev.reprise.proto.traffic.v1.Tls message) {
    return new Connection.Tls(
        message.getVersion(), message.getSni(), message.getAlpn(), message.getCipher());
  }

  private static dev.reprise.proto.traffic.v1.Request toProto(Request request) {
    return dev.reprise.proto.traffic.v1.Request.newBuilder()
        .setMethod(request.method())
        .setScheme(request.scheme())
        .setAuthority(request.authority())
        .setTarget(request.target())
        .setVersion(request.version())
        .addAllHeaders(toProto(request.headers()))
        .setBody(toProto(request.body()))
        .addAllTrailers(toProto(request.trailers()))
        .build();
  }

  private static Request fromProto(dev.reprise.proto.traffic.v1.Request message) {
    return new Request(
        message.getMethod(),
        message.getScheme(),
        message.getAuthority(),
        message.getTarget(),
        message.getVersion(),
        fromProto(message.getHeadersList()),
        fromProto(message.getBody()),
        fromProto(message.getTrailersList()));
  }

  private static dev.reprise.proto.traffic.v1.Response toProto(Response response) {
    return dev.reprise.proto.traffic.v1.Response.newBuilder()
        .setStatus(response.status())
        .setReason(response.reason())
        .setVersion(response.version())
        .addAllHeaders(toProto(response.headers()))
        .setBody(toProto(response.body()))
        .addAllTrailers(toProto(response.trailers()))
        .build();
  }

  private static Response fromProto(dev.reprise.proto.traffic.v1.Response message) {
    return new Response(
        message.getStatus(),
        message.getReason(),
        message.getVersion(),
        fromProto(message.getHeadersList()),
        fromProto(message.getBody()),
        fromProto(message.getTrailersList()));
  }

  private static List<dev.reprise.proto.traffic.v1.Header> toProto(Headers headers) {
    var messages = new ArrayList<dev.reprise.proto.traffic.v1.Header>(headers.lines().size());
    for (Header line : headers) {
      messages.add(
          dev.reprise.proto.traffic.v1.Header.newBuilder()
              .setName(line.name())
              .setValue(line.value())
              .build());
    }
    return messages;
  }

  private static Headers fromProto(List<dev.reprise.proto.traffic.v1.Header> messages) {
    if (messages.isEmpty()) {
      return Headers.EMPTY;
    }
    var lines = new ArrayList<Header>(messages.size());
    for (var message : messages) {
      lines.add(new Header(message.getName(), message.getValue()));
    }
    return new Headers(lines);
  }

  private static dev.reprise.proto.traffic.v1.Body toProto(Body body) {
    return dev.reprise.proto.traffic.v1.Body.newBuilder()
        .setKept(wrap(body.kept()))
        .setWireBytes(body.wireBytes())
        .setSha256(wrap(body.sha256()))
        .build();
  }

  private static Body fromProto(dev.reprise.proto.traffic.v1.Body message) {
    return message.getWireBytes() == 0
        ? Body.EMPTY
        : new Body(
            Bytes.own(message.getKept().toByteArray()),
            message.getWireBytes(),
            Bytes.own(message.getSha256().toByteArray()));
  }

  // Bytes is immutable, so its read-only view may be wrapped without a copy.
  private static ByteString wrap(Bytes bytes) {
    return UnsafeByteOperations.unsafeWrap(bytes.buffer());
  }

  private static dev.reprise.proto.traffic.v1.Timing toProto(Timing timing) {
    return dev.reprise.proto.traffic.v1.Timing.newBuilder()
        .setStartNanos(timing.startNanos())
        .setRequestEndNanos(timing.requestEndNanos())
        .setResponseStartNanos(timing.responseStartNanos())
        .setResponseEndNanos(timing.responseEndNanos())
        .build();
  }

  private static Timing fromProto(dev.reprise.proto.traffic.v1.Timing message) {
    return new Timing(
        message.getStartNanos(),
        message.getRequestEndNanos(),
        message.getResponseStartNanos(),
        message.getResponseEndNanos());
  }

  // Marks that this version does not know are left out: they were set by a newer agent.
  private static Set<Mark> marks(dev.reprise.proto.traffic.v1.RRPair message) {
    var marks = EnumSet.noneOf(Mark.class);
    for (var mark : message.getMarksList()) {
      switch (mark) {
        case MARK_UNSPECIFIED, UNRECOGNIZED -> {}
        default -> marks.add(Mark.valueOf(mark.name().substring(MARK_PREFIX.length())));
      }
    }
    return marks;
  }

  private static List<Redaction> redactions(dev.reprise.proto.traffic.v1.RRPair message) {
    return message.getRedactionsList().stream()
        .map(redaction -> new Redaction(redaction.getPlace(), redaction.getRule()))
        .toList();
  }
}
