// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

/**
 * How much a tap keeps.
 *
 * @param bodyBytes of each body; the rest is only measured and hashed
 * @param headBytes of each header block; decoding stops at a longer one
 * @param pendingRequests how many requests of a connection may wait for their responses
 * @param connectionBytes copies of one connection that are not yet handed over
 */
public record TapLimits(int bodyBytes, int headBytes, int pendingRequests, long connectionBytes) {

  private static final int MEBIBYTE = 1 << 20;

  /** 10 MiB of a body, header blocks of 128 KiB, 256 requests waiting, 32 MiB a connection. */
  public static final TapLimits DEFAULT =
      new TapLimits(10 * MEBIBYTE, MEBIBYTE / 8, 256, 32L * MEBIBYTE);

  /** Refuses negative bounds. */
  public TapLimits {
    if (bodyBytes < 0 || headBytes < 1 || pendingRequests < 1 || connectionBytes < 0) {
      throw new IllegalArgumentException("a bound of a tap is negative or zero");
    }
  }

  /** The same but for the bodies. */
  public TapLimits withBodyBytes(int bytes) {
    return new TapLimits(bytes, headBytes, pendingRequests, Math.max(connectionBytes, 3L * bytes));
  }
}
