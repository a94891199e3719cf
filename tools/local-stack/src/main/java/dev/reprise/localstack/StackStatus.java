// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import dev.reprise.localstack.home.Phase;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How a stack is.
 *
 * @param supervisorPid empty when none runs
 * @param addresses under which setting a client finds what; empty when the stack is down
 */
public record StackStatus(
    Phase phase,
    OptionalLong supervisorPid,
    Map<String, String> addresses,
    List<PartStatus> parts) {

  public StackStatus {
    addresses = Map.copyOf(addresses);
    parts = List.copyOf(parts);
  }
}
