// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.edge;

import dev.reprise.orchestrator.replay.ReplayInfo;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;

/** Where a page of the list of replays begins: after this one, the newest being first. */
record ReplayCursor(long createdNanos, String id) {

  static final ReplayCursor START = new ReplayCursor(Long.MAX_VALUE, "");

  static ReplayCursor after(ReplayInfo replay) {
    return new ReplayCursor(replay.createdNanos(), replay.id());
  }

  /** Opaque to callers, who hand it back. */
  String text() {
    return createdNanos + "/" + id;
  }

  /**
   * Reads what {@link #text} wrote; empty text is the start.
   *
   * @throws AppException {@code CURSOR_INVALID}
   */
  static ReplayCursor parse(String text) {
    if (text.isEmpty()) {
      return START;
    }
    try {
      int slash = text.indexOf('/');
      return new ReplayCursor(Long.parseLong(text.substring(0, slash)), text.substring(slash + 1));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new AppException(
          ErrorKind.USER,
          "CURSOR_INVALID",
          "The cursor '%s' was not given out by this service.".formatted(text),
          "Pass next_cursor of the page before as it is, or none for the first page.");
    }
  }
}
