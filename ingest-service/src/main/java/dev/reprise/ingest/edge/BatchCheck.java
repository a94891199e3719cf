// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.edge;

import dev.reprise.proto.ingest.v1.Batch;
import dev.reprise.proto.map.PairMapper;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.pair.Gap;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** Turns a batch into pairs and gaps, and refuses one that breaks the contract, saying how. */
final class BatchCheck {

  private static final Pattern CAPTURE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int LARGEST_BODY_BYTES = 10 * 1024 * 1024;
  private static final int SHA256_BYTES = 32;

  private final String captureId;
  private long highest;

  private BatchCheck(String captureId, long above) {
    this.captureId = captureId;
    this.highest = above;
  }

  /**
   * The batch's content.
   *
   * @param pairs ascending
   * @param gaps ascending
   * @param lastSequence the highest of both
   */
  record Checked(List<RRPair> pairs, List<Gap> gaps, long lastSequence) {}

  /**
   * Refuses an id that could not name a capture.
   *
   * @throws AppException of kind USER
   */
  static void captureId(String id) {
    if (!CAPTURE_ID.matcher(id).matches()) {
      throw refusal(
          "CAPTURE_ID_INVALID",
          "The capture's id '%s' has other than 1 to 64 of the characters A-Z a-z 0-9 . _ -."
              .formatted(id.length() > 64 ? id.substring(0, 64) + "…" : id));
    }
  }

  /**
   * Checks a batch.
   *
   * @param above the highest sequence that came before on this stream
   * @throws AppException of kind USER
   */
  static Checked check(Batch batch, String captureId, long above) {
    if (batch.getPairsCount() == 0 && batch.getGapsCount() == 0) {
      throw refusal("BATCH_EMPTY", "A batch of capture " + captureId + " holds nothing.");
    }
    var check = new BatchCheck(captureId, above);
    var pairs = check.pairs(batch);
    long lastPair = check.highest;
    check.highest = above;
    var gaps = check.gaps(batch);
    check.placesOnce(pairs, gaps);
    return new Checked(pairs, gaps, Math.max(lastPair, check.highest));
  }

  /** Each is ascending by itself. */
  private void placesOnce(List<RRPair> pairs, List<Gap> gaps) {
    var taken = new HashSet<PairId>();
    pairs.forEach(pair -> taken.add(pair.id()));
    for (Gap gap : gaps) {
      if (!taken.add(gap.id())) {
        throw refusal(
            "SEQUENCE_NOT_ASCENDING",
            "Sequence %d of capture %s is that of a pair and a gap."
                .formatted(gap.id().sequence(), captureId));
      }
    }
  }

  private List<RRPair> pairs(Batch batch) {
    var pairs = new ArrayList<RRPair>(batch.getPairsCount());
    for (var message : batch.getPairsList()) {
      RRPair pair;
      try {
        pair = PairMapper.fromProto(message);
      } catch (IllegalArgumentException e) {
        throw malformed(message.getId().getSequence(), String.valueOf(e.getMessage()));
      }
      check(pair);
      pairs.add(pair);
    }
    return pairs;
  }

  private List<Gap> gaps(Batch batch) {
    var gaps = new ArrayList<Gap>(batch.getGapsCount());
    for (var message : batch.getGapsList()) {
      Gap gap;
      try {
        gap = PairMapper.fromProto(message);
      } catch (IllegalArgumentException e) {
        throw malformed(message.getSequence(), String.valueOf(e.getMessage()));
      }
      place(gap.id().captureId(), gap.id().sequence());
      gaps.add(gap);
    }
    return gaps;
  }

  private void check(RRPair pair) {
    long sequence = pair.id().sequence();
    place(pair.id().captureId(), sequence);
    if (pair.origin().service().isEmpty()) {
      throw malformed(sequence, "it names no service");
    }
    if (pair.request().method().isEmpty()) {
      throw malformed(sequence, "its request has no method");
    }
    var answer = pair.answer();
    if (answer != null && (answer.status() < 100 || answer.status() > 999)) {
      throw malformed(sequence, "its status " + answer.status() + " is not from 100 to 999");
    }
    if (pair.timing().startNanos() < 0) {
      throw malformed(sequence, "it began before 1970");
    }
    body(sequence, pair.request().body());
    if (answer != null) {
      body(sequence, answer.body());
    }
  }

  private void body(long sequence, dev.reprise.traffic.pair.Body body) {
    if (body.kept().length() > LARGEST_BODY_BYTES) {
      throw malformed(
          sequence,
          "a body of %d bytes was kept, of which at most %d may be"
              .formatted(body.kept().length(), LARGEST_BODY_BYTES));
    }
    int hash = body.sha256().length();
    if (hash != 0 && hash != SHA256_BYTES) {
      throw malformed(sequence, "the SHA-256 of a body has " + hash + " bytes");
    }
  }

  private void place(String capture, long sequence) {
    if (!capture.equals(captureId)) {
      throw refusal(
          "CAPTURE_ID_DIFFERS",
          "The stream is of capture %s, but a batch has %s/%d."
              .formatted(captureId, capture, sequence));
    }
    if (sequence <= highest) {
      throw refusal(
          "SEQUENCE_NOT_ASCENDING",
          "Sequence %d of capture %s came after %d.".formatted(sequence, captureId, highest));
    }
    highest = sequence;
  }

  private AppException malformed(long sequence, String why) {
    return refusal(
        "PAIR_MALFORMED", "Pair %s/%d was refused: %s.".formatted(captureId, sequence, why));
  }

  private static AppException refusal(String code, String message) {
    return new AppException(
        ErrorKind.USER,
        code,
        message,
        "Nothing of the batch was taken; it will not be taken as it is. See ingest.proto.");
  }
}
