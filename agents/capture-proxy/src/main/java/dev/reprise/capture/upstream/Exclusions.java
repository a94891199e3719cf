// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.upstream;

import dev.reprise.wire.http1.Authority;
import java.util.List;

/** Hosts that are neither recorded nor intercepted. */
public record Exclusions(List<HostPattern> patterns) {

  /** Nobody. */
  public static final Exclusions NONE = new Exclusions(List.of());

  /** Copies the list. */
  public Exclusions {
    patterns = List.copyOf(patterns);
  }

  /**
   * Reads patterns like {@code metrics.test}, {@code *.internal} or {@code db.test:5432}.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  public static Exclusions parse(List<String> texts) {
    return new Exclusions(texts.stream().map(HostPattern::parse).toList());
  }

  /** Whether the host is left alone. */
  public boolean contains(Authority authority) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(authority));
  }
}
