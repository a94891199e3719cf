// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.consume;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The bounds of a batch that may or may not be in the warehouse.
 *
 * @param first the offset of its first record
 * @param last the offset of its last record
 */
public record Intent(long first, long last) {

  private static final Pattern FORM = Pattern.compile("intent:([0-9]{1,18})-([0-9]{1,18})");

  /** Refuses bounds that hold nothing. */
  public Intent {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException("no batch lies from " + first + " to " + last);
    }
  }

  /** Reads the metadata of a commit; empty when it notes no intent. */
  public static Optional<Intent> parse(String metadata) {
    var matcher = FORM.matcher(metadata);
    return matcher.matches()
        ? Optional.of(
            new Intent(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  /** As it stands in the metadata of a commit. */
  public String metadata() {
    return "intent:" + first + "-" + last;
  }

  @Override
  public String toString() {
    return first + "-" + last;
  }
}
