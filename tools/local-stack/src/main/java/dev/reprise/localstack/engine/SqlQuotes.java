// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

/** Puts names and values between quotes that they cannot leave. */
final class SqlQuotes {

  private SqlQuotes() {}

  static String name(String name) {
    return "`" + escaped(name).replace("`", "\\`") + "`";
  }

  static String text(String value) {
    return "'" + escaped(value).replace("'", "\\'") + "'";
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\");
  }
}
