// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.part;

import java.util.List;
import java.util.Map;

/**
 * What a supervisor is to keep running.
 *
 * @param addresses under which setting a client finds what, e.g. {@code reprise.query.address};
 *     told to everyone who may read the state file, so never a secret
 */
public record Plan(List<Part> parts, Map<String, String> addresses) {

  public Plan {
    parts = List.copyOf(parts);
    addresses = Map.copyOf(addresses);
  }
}
