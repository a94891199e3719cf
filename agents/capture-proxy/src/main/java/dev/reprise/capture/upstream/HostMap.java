// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.upstream;

import dev.reprise.wire.http1.Authority;
import java.util.List;

/**
 * Where hosts really are: asked before the system's names, so that dependencies can have names of
 * their own. The first rule that fits is taken.
 */
public record HostMap(List<Rule> rules) {

  /** Every host is where its name says. */
  public static final HostMap EMPTY = new HostMap(List.of());

  /** Copies the rules. */
  public HostMap {
    rules = List.copyOf(rules);
  }

  /**
   * One line of the map.
   *
   * @param port 0 to keep the port that was asked for
   */
  public record Rule(HostPattern pattern, String host, int port) {

    /**
     * Reads {@code HOST[:PORT]=ADDRESS[:PORT]}.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Rule parse(String text) {
      int sign = text.indexOf('=');
      if (sign < 1) {
        throw new IllegalArgumentException(
            "'" + text + "' is not HOST[:PORT]=ADDRESS[:PORT], e.g. pay.test=127.0.0.1:9102");
      }
      String target = text.substring(sign + 1).strip();
      boolean hasPort = target.lastIndexOf(':') > target.lastIndexOf(']');
      Authority address =
          Authority.parse(target, 1)
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "'" + target + "' in '" + text + "' is not ADDRESS or ADDRESS:PORT"));
      return new Rule(
          HostPattern.parse(text.substring(0, sign)),
          address.address(),
          hasPort ? address.port() : 0);
    }
  }

  /** Where to connect for an authority. */
  Target resolve(Authority authority) {
    for (Rule rule : rules) {
      if (rule.pattern().matches(authority)) {
        return new Target(rule.host(), rule.port() == 0 ? authority.port() : rule.port());
      }
    }
    return new Target(authority.address(), authority.port());
  }

  /** A name or address, and a port. */
  record Target(String host, int port) {}
}
