// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.door;

import java.time.Duration;

/**
 * The bounds of a {@link ProxyFrontDoor}.
 *
 * @param firstBytes how long a client may take to say what it wants
 * @param peek how long a client may be silent in a tunnel before it counts as one that waits for
 *     the server to speak
 * @param handshake how long its TLS handshake may take
 * @param headBytes the longest CONNECT
 */
public record DoorSettings(Duration firstBytes, Duration peek, Duration handshake, int headBytes) {

  /** A minute, a second, ten seconds, 64 KiB. */
  public static final DoorSettings DEFAULT =
      new DoorSettings(
          Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofSeconds(10), 1 << 16);

  /** The same with another time to peek. */
  public DoorSettings withPeek(Duration other) {
    return new DoorSettings(firstBytes, other, handshake, headBytes);
  }
}
