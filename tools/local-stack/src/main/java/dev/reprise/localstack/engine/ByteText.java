// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Statements are kept as bytes in characters, so that scanning them never breaks what is not UTF-8.
 */
final class ByteText {

  private ByteText() {}

  /** The UTF-8 bytes of a text, one in each character. */
  static String of(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  /** The text that the bytes are in UTF-8. */
  static String decode(String bytes) {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }
}
