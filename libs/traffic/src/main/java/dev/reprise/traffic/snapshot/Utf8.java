// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import dev.reprise.traffic.pair.Bytes;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tells text from other bytes. */
final class Utf8 {

  private Utf8() {}

  /** The text of the bytes; empty when they are not well-formed UTF-8. */
  static Optional<String> decode(Bytes bytes) {
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.buffer()).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }
}
