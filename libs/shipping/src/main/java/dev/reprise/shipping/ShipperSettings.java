// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import java.util.Optional;

/**
 * To whom an agent ships, as whom, and within which bounds.
 *
 * @param address ingest-service as {@code host:port}
 * @param token the token shared between the parts of Reprise; empty where none is asked for
 * @param service the logical name of the recorded service
 * @param agent name and version of the agent, e.g. {@code capture-proxy/0.1.0}
 * @param limits bounds in memory and on the stream
 * @param spool where copies wait on disk; empty keeps them in memory only
 */
public record ShipperSettings(
    String address,
    String token,
    String service,
    String agent,
    ShipperLimits limits,
    Optional<SpoolSettings> spool) {

  /** Default bounds and no spool. */
  public static ShipperSettings of(String address, String token, String service, String agent) {
    return new ShipperSettings(
        address, token, service, agent, ShipperLimits.DEFAULT, Optional.empty());
  }

  /** The same with a spool. */
  public ShipperSettings withSpool(SpoolSettings settings) {
    return new ShipperSettings(address, token, service, agent, limits, Optional.of(settings));
  }

  /** The same with other bounds. */
  public ShipperSettings withLimits(ShipperLimits other) {
    return new ShipperSettings(address, token, service, agent, other, spool);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return agent + " of " + service + " to " + address;
  }
}
