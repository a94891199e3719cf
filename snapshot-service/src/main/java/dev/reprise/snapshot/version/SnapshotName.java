// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.version;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.util.regex.Pattern;

/** The rule for names of snapshots. */
public final class SnapshotName {

  private static final Pattern RULE = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");
  private static final int MAX_SHOWN_CHARS = 80;

  private SnapshotName() {}

  /**
   * Refuses a name that breaks the rule.
   *
   * @throws AppException {@code SNAPSHOT_NAME_INVALID}
   */
  public static void require(String name) {
    if (!RULE.matcher(name).matches()) {
      var shown = name.length() > MAX_SHOWN_CHARS ? name.substring(0, MAX_SHOWN_CHARS) + "…" : name;
      throw new AppException(
          ErrorKind.USER,
          "SNAPSHOT_NAME_INVALID",
          "The name '%s' cannot be that of a snapshot: names have 1 to 63 lower-case letters, digits,"
                  .formatted(shown)
              + " '-' and '.', with a letter or digit at both ends.",
          "Choose another name, such as 'checkout-may'.");
    }
  }
}
