// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.door;

import java.time.Duration;

/**
 * The bounds of a {@link ProxyFrontDoor} and of the requests that come through it.
 *
 * @param firstBytes how long a client may take to say what it wants, and for the head of a request
 * @param idle how long it may stay without asking for anything more
 * @param peek how long a client may be silent in a tunnel before it counts as one that waits for
 *     the server to speak
 * @param handshake how long its TLS handshake may take
 * @param headBytes the longest CONNECT
 */
public record DoorSettings(
    Duration firstBytes, Duration idle, Duration peek, Duration handshake, int headBytes) {

  /** A minute, five minutes, a second, ten seconds, 64 KiB. */
  public static final DoorSettings DEFAULT =
      new DoorSettings(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          1 << 16);

  /** The same with other times for the first bytes, and for being idle. */
  public DoorSettings withFirstBytes(Duration first, Duration others) {
    return new DoorSettings(first, others, peek, handshake, headBytes);
  }

  /** The same with another time for handshakes. */
  public DoorSettings withHandshake(Duration other) {
    return new DoorSettings(firstBytes, idle, peek, other, headBytes);
  }

  /** The same with another time to peek. */
  public DoorSettings withPeek(Duration other) {
    return new DoorSettings(firstBytes, idle, other, handshake, headBytes);
  }
}
