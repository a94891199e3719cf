// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import dev.reprise.demo.http.Call;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The trace context that a request came with, to be passed on with the calls made for it; none when
 * it came without.
 */
record Trace(Optional<String> parent) {

  private static final Pattern VALID =
      Pattern.compile("(00-(?!0{32})[0-9a-f]{32}-)(?!0{16})[0-9a-f]{16}(-[0-9a-f]{2})");

  /** Reads the W3C header; one that is not valid counts as none, as the recommendation says. */
  static Trace of(Call call) {
    return new Trace(call.header("traceparent").filter(value -> VALID.matcher(value).matches()));
  }

  /** The header for one outbound call: the same trace, a span of its own. */
  Optional<String> child() {
    return parent.map(value -> VALID.matcher(value).replaceFirst("$1" + newSpanId() + "$2"));
  }

  private static String newSpanId() {
    long id = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    return "%016x".formatted(id);
  }
}
