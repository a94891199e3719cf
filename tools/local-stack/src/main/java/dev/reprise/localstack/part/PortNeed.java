// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.part;

/**
 * A loopback port that a part listens on, and where a user would change it.
 *
 * @param setting the name of the setting, e.g. {@code ports.kafka}
 */
public record PortNeed(int port, String setting) {

  public PortNeed {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "%s is %d, but a port is between 1 and 65535".formatted(setting, port));
    }
  }
}
