// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import java.util.Map;

/**
 * A statement as the engine takes it.
 *
 * @param sql the bytes of the statement, one in each character (ISO 8859-1), because a statement
 *     need not be text in any encoding
 * @param format the format of the result, or of an insert's data
 * @param parameters values for {@code {name:Type}}
 */
record EngineQuery(String sql, String format, Map<String, String> parameters) {

  EngineQuery {
    parameters = Map.copyOf(parameters);
  }

  /** A statement of the facade's own, whose result is read as text. */
  static EngineQuery internal(String sql) {
    return new EngineQuery(ByteText.of(sql), "TSVRaw", Map.of());
  }
}
