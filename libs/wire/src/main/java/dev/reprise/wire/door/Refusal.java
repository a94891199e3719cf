// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.door;

/** Why a connection was turned away at the door. */
public enum Refusal {
  /** A CONNECT that is malformed. */
  BAD_CONNECT,
  /** The host did not let it in, mostly since the server could not be reached. */
  NOT_ADMITTED,
  /** TLS to the door itself that names no server. */
  NO_SERVER_NAME,
  /** The TLS handshake with the client failed, mostly since it does not trust the authority. */
  HANDSHAKE_FAILED,
  /** Nothing came for too long. */
  TIMEOUT
}
