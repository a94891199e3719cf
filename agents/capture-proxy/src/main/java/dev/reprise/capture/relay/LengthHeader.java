// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import dev.reprise.traffic.pair.Header;

/**
 * A Content-Length that says one and the same number more than once: allowed, but whoever passes it
 * on has to say it once (RFC 9110, section 8.6).
 */
final class LengthHeader {

  private LengthHeader() {}

  static boolean isRepeated(Header line) {
    return line.value().indexOf(',') >= 0;
  }

  /** The header with its number once; that all are the same was seen before. */
  static Header once(Header line) {
    return isRepeated(line)
        ? new Header(line.name(), line.value().substring(0, line.value().indexOf(',')).strip())
        : line;
  }
}
