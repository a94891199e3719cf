// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.door;

/**
 * Tells a {@link ProxyFrontDoor}, as an event in the client's pipeline, that the server of a tunnel
 * has said something, or has ended, before the client has said anything that could be understood:
 * nothing is left to wait for.
 */
public enum ServerFirst {
  /** The event. */
  EVENT
}
