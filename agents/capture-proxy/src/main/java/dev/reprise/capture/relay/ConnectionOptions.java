// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a message says for this hop alone (RFC 9110, section 7.6.1).
 *
 * @param named what its Connection headers name, in lower case
 */
record ConnectionOptions(Set<String> named) {

  private static final String CONNECTION = "connection";
  private static final Set<String> ALWAYS_OF_THE_HOP = Set.of("keep-alive", "proxy-connection");
  // Whoever names these wants to cut away what says where messages end, or whom they are for.
  private static final Set<String> NEVER_OF_THE_HOP =
      Set.of("host", "content-length", "transfer-encoding", "te", "upgrade", CONNECTION);

  static ConnectionOptions of(Headers headers) {
    var values = headers.all(CONNECTION);
    if (values.isEmpty()) {
      return new ConnectionOptions(Set.of());
    }
    var named = new HashSet<String>();
    for (String value : values) {
      for (String option : value.split(",", -1)) {
        named.add(option.strip().toLowerCase(Locale.ROOT));
      }
    }
    return new ConnectionOptions(named);
  }

  boolean closes() {
    return named.contains("close");
  }

  boolean upgrades() {
    return named.contains("upgrade");
  }

  /**
   * Whether a header must not go further.
   *
   * @param name in lower case
   */
  boolean isOfTheHop(String name) {
    return ALWAYS_OF_THE_HOP.contains(name)
        || (named.contains(name) && !NEVER_OF_THE_HOP.contains(name));
  }

  /** A Connection header with those of its options that may stay; empty when none may. */
  static Optional<Header> keeping(Header line, Set<String> staying) {
    List<String> kept = new ArrayList<>();
    for (String option : line.value().split(",", -1)) {
      if (staying.contains(option.strip().toLowerCase(Locale.ROOT))) {
        kept.add(option.strip());
      }
    }
    return kept.isEmpty()
        ? Optional.empty()
        : Optional.of(new Header(line.name(), String.join(", ", kept)));
  }
}
