// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

import java.util.Optional;

/**
 * What a recording lets a replay expect of the service's own calls.
 *
 * @param count how many can be answered from it
 * @param firstCaller the recorded request that was the first to make one; empty where no request
 *     made any
 */
public record RecordedCalls(long count, Optional<PairId> firstCaller) {

  /** None were recorded. */
  public static final RecordedCalls NONE = new RecordedCalls(0, Optional.empty());
}
