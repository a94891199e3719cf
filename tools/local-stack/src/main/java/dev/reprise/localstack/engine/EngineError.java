// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ClickHouse says when a statement fails: a code that drivers know, and a text.
 *
 * <p>Texts have the server's own form, {@code Code: 60. DB::Exception: ... (UNKNOWN_TABLE)}: the
 * engine's are passed on, the facade's are made alike.
 */
final class EngineError extends Exception {

  private static final long serialVersionUID = 1L;
  private static final Pattern CODE = Pattern.compile("Code: (\\d+)\\.");
  private static final int STD_EXCEPTION = 1002;

  private final int code;

  private EngineError(int code, String text) {
    super(text);
    this.code = code;
  }

  /** An error in the engine's own words. */
  static EngineError said(String text) {
    Matcher matcher = CODE.matcher(text);
    return new EngineError(
        matcher.find() ? Integer.parseInt(matcher.group(1)) : STD_EXCEPTION, text);
  }

  /** An error of the facade's, in the engine's form. */
  static EngineError of(ErrorCode code, String message) {
    return new EngineError(
        code.number(), "Code: %d. DB::Exception: %s (%s)".formatted(code.number(), message, code));
  }

  /** ClickHouse's number for it. */
  int code() {
    return code;
  }

  /** The text. */
  String text() {
    return String.valueOf(getMessage());
  }
}
