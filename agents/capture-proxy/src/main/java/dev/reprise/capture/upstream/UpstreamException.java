// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.upstream;

import dev.reprise.traffic.pair.Mark;
import java.io.IOException;

/** A server could not be reached; the message says which and why, for the client to read. */
public final class UpstreamException extends IOException {

  private static final long serialVersionUID = 1L;

  private final Mark mark;

  /** What a failure says, or at least its kind: for somebody to read. */
  public static String messageOf(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  /** What a failure is called in a pair that has no response because of it. */
  public static Mark markOf(Throwable failure) {
    return failure instanceof UpstreamException known ? known.mark : Mark.SERVER_UNREACHABLE;
  }

  UpstreamException(Mark mark, String message) {
    super(message);
    this.mark = mark;
  }

  UpstreamException(Mark mark, String message, Throwable cause) {
    super(message, cause);
    this.mark = mark;
  }
}
