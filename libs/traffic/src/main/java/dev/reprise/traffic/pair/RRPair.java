// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request with its response, as seen on the wire.
 *
 * @param id names the pair for good
 * @param origin who was recorded
 * @param direction to or from the system under test
 * @param connection where it was seen
 * @param request as sent
 * @param answer as sent, or null when none was seen; read it through {@link #response}
 * @param timing when its parts passed by
 * @param notes what a reader must know before trusting it
 * @param facts derived by ingest-service
 */
public record RRPair(
    PairId id,
    Origin origin,
    Direction direction,
    Connection connection,
    Request request,
    @Nullable Response answer,
    Timing timing,
    Notes notes,
    Facts facts) {

  /** The total order in which pairs are streamed and replayed: start time, capture id, sequence. */
  public static final Comparator<RRPair> ORDER =
      Comparator.comparingLong((RRPair pair) -> pair.timing().startNanos())
          .thenComparing(pair -> pair.id().captureId())
          .thenComparingLong(pair -> pair.id().sequence());

  /** The response, if one was seen. */
  public Optional<Response> response() {
    return Optional.ofNullable(answer);
  }

  /** The response's status, or 0 when none was seen. */
  public int status() {
    return answer == null ? 0 : answer.status();
  }

  /** The same pair with other facts. */
  public RRPair withFacts(Facts derived) {
    return new RRPair(id, origin, direction, connection, request, answer, timing, notes, derived);
  }

  /** The same pair with other messages and notes, as redaction leaves it. */
  public RRPair withMessages(Request newRequest, @Nullable Response newAnswer, Notes newNotes) {
    return new RRPair(
        id, origin, direction, connection, newRequest, newAnswer, timing, newNotes, facts);
  }

  /** Without payload: it may hold secrets. */
  @Override
  public String toString() {
    return id + " " + direction + " " + request + " -> " + status();
  }

  /**
   * What a reader must know before trusting a pair.
   *
   * @param marks truncated, incomplete, upgraded
   * @param redactions what was taken out, in the order it was
   */
  public record Notes(Set<Mark> marks, List<Redaction> redactions) {

    /** Nothing to know. */
    public static final Notes NONE = new Notes(Set.of(), List.of());

    /** Copies both. */
    public Notes {
      marks =
          marks.isEmpty() ? Set.of() : java.util.Collections.unmodifiableSet(EnumSet.copyOf(marks));
      redactions = List.copyOf(redactions);
    }
  }
}
