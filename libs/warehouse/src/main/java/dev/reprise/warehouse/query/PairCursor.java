// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.pair.PairId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A place in the order of pairs. To callers it is an opaque text.
 *
 * @param startNanos start time of the pair at that place
 * @param id its name
 */
public record PairCursor(long startNanos, PairId id) {

  private static final String VERSION = "1";

  /** As callers keep it. */
  public String encode() {
    var text = VERSION + ":" + startNanos + ":" + id;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads it back.
   *
   * @throws AppException of kind USER and code CURSOR_INVALID for all that {@link #encode} never
   *     gives
   */
  public static PairCursor decode(String text) {
    try {
      var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      var parts = plain.split(":", 3);
      if (parts.length == 3 && parts[0].equals(VERSION)) {
        return new PairCursor(Long.parseLong(parts[1]), PairId.parse(parts[2]));
      }
    } catch (IllegalArgumentException e) {
      throw invalid(e);
    }
    throw invalid(new IllegalArgumentException("not a cursor"));
  }

  private static AppException invalid(IllegalArgumentException cause) {
    return new AppException(
        ErrorKind.USER,
        "CURSOR_INVALID",
        "The cursor is not one that a page gave.",
        "Pass the cursor of the page before as it was, or none for the first page.",
        java.util.Map.of(),
        cause);
  }
}
