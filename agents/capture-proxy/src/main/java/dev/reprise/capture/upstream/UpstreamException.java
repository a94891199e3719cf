// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.upstream;

import java.io.IOException;

/** A server could not be reached; the message says which and why, for the client to read. */
public final class UpstreamException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What a failure says, or at least its kind: for somebody to read. */
  public static String messageOf(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  UpstreamException(String message) {
    super(message);
  }

  UpstreamException(String message, Throwable cause) {
    super(message, cause);
  }
}
