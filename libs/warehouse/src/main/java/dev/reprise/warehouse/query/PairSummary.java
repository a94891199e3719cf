// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Facts;
import dev.reprise.traffic.pair.PairId;
import java.sql.SQLDataException;
import java.sql.SQLException;

/**
 * What a list shows of a pair.
 *
 * @param id names it
 * @param service the recorded service
 * @param replayId the replay it was seen in, or empty
 * @param direction to or from the service
 * @param asked the line of the request
 * @param facts technology and endpoint
 * @param status of the response, 0 without one
 * @param startNanos since the epoch
 * @param durationNanos 0 without a response
 * @param bodies lengths and hashes of the bodies on the wire
 */
public record PairSummary(
    PairId id,
    String service,
    String replayId,
    Direction direction,
    Asked asked,
    Facts facts,
    int status,
    long startNanos,
    long durationNanos,
    Bodies bodies) {

  /** The line of a request. */
  public record Asked(String method, String host, String target) {}

  /** Lengths in bytes and SHA-256 in hex (empty without a body) of the bodies on the wire. */
  public record Bodies(
      long requestBytes, long responseBytes, String requestSha256, String responseSha256) {}

  static final String COLUMNS =
      """
      capture_id, sequence, service, replay_id, direction, method, host, target, technology, endpoint,
      status, toUnixTimestamp64Nano(start_time), duration_nanos, request_body_bytes, response_body_bytes,
      lower(hex(request_body_sha256)), lower(hex(response_body_sha256))\
      """;

  static PairSummary read(Row row) throws SQLException {
    return new PairSummary(
        new PairId(row.text(), row.int64()),
        row.text(),
        row.text(),
        direction(row.uint8()),
        new Asked(row.text(), row.text(), row.text()),
        new Facts(row.text(), row.text()),
        row.uint16(),
        row.int64(),
        row.int64(),
        new Bodies(row.int64(), row.int64(), row.text(), row.text()));
  }

  /** The table's enumeration: 1 is IN, 2 is OUT. */
  static Direction direction(int value) throws SQLException {
    return switch (value) {
      case 1 -> Direction.IN;
      case 2 -> Direction.OUT;
      default -> throw new SQLDataException("no direction has the number " + value);
    };
  }

  /** Its place in the order of pairs. */
  public PairCursor cursor() {
    return new PairCursor(startNanos, id);
  }
}
