// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.http;

import java.util.Locale;
import javax.net.ssl.SSLException;

/** Says for people why a connection failed, alike on every platform. */
final class FailureText {

  private FailureText() {}

  static String of(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("connection refused")) {
      return "connection refused";
    }
    if (lower.contains("connection reset") || lower.contains("broken pipe")) {
      return "connection reset";
    }
    if (failure instanceof SSLException) {
      return "TLS failed: " + message;
    }
    if (lower.contains("timed out")) {
      return "the connection timed out";
    }
    return failure.getClass().getSimpleName()
        + (failure.getMessage() == null ? "" : ": " + message);
  }
}
