// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

/**
 * Names a pair for good.
 *
 * @param captureId one run of one agent; ASCII, at most 64 characters
 * @param sequence the place of the pair in its capture, from 1
 */
public record PairId(String captureId, long sequence) {

  /** Refuses a sequence below 1 and an empty capture id. */
  public PairId {
    if (captureId.isEmpty() || captureId.length() > 64) {
      throw new IllegalArgumentException("captureId must have 1 to 64 characters: " + captureId);
    }
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence counts from 1: " + sequence);
    }
  }

  /** Reads {@code captureId/sequence} back. */
  public static PairId parse(String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "a pair id looks like 'capture/sequence', this does not: " + text);
    }
    return new PairId(text.substring(0, slash), Long.parseLong(text.substring(slash + 1)));
  }

  /** {@code captureId/sequence}. */
  @Override
  public String toString() {
    return captureId + "/" + sequence;
  }
}
