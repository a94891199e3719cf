// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.edge;

import dev.reprise.snapshot.version.SnapshotVersion;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a page of the list begins: after this version. */
record ListCursor(String name, int version) {

  static final ListCursor START = new ListCursor("", 0);

  static ListCursor after(SnapshotVersion version) {
    return new ListCursor(version.name(), version.version());
  }

  /** Opaque to callers, who hand it back. */
  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((name + "/" + version).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads what {@link #text} wrote; empty text is the start.
   *
   * @throws AppException {@code CURSOR_INVALID}
   */
  static ListCursor parse(String text) {
    if (text.isEmpty()) {
      return START;
    }
    try {
      var decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      int slash = decoded.lastIndexOf('/');
      return new ListCursor(
          decoded.substring(0, slash), Integer.parseInt(decoded.substring(slash + 1)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new AppException(
          ErrorKind.USER,
          "CURSOR_INVALID",
          "The list cannot go on from cursor '%s': it did not come from a page before."
              .formatted(text),
          "Leave the cursor out to begin anew.");
    }
  }
}
