// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.upstream;

import dev.reprise.wire.http1.Authority;
import java.util.Locale;

/**
 * Names hosts: {@code name}, {@code name:port}, {@code *.domain} or {@code *}.
 *
 * @param name in lower case; with a leading {@code *} it stands for every ending
 * @param port 0 for every port
 */
public record HostPattern(String name, int port) {

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static HostPattern parse(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    String probe = lower.startsWith("*") ? lower.replaceFirst("^\\*\\.?", "") : lower;
    if (probe.isEmpty() && lower.equals("*")) {
      return new HostPattern("*", 0);
    }
    boolean hasPort = lower.lastIndexOf(':') > lower.lastIndexOf(']');
    Authority host =
        Authority.parse(probe, 1)
            .orElseThrow(
                () -> new IllegalArgumentException("'" + text + "' is not HOST or HOST:PORT"));
    String prefix = lower.startsWith("*.") ? "*." : lower.startsWith("*") ? "*" : "";
    return new HostPattern(prefix + host.host(), hasPort ? host.port() : 0);
  }

  boolean matches(Authority authority) {
    if (port != 0 && port != authority.port()) {
      return false;
    }
    return name.startsWith("*")
        ? authority.host().endsWith(name.substring(1))
        : authority.host().equals(name);
  }
}
