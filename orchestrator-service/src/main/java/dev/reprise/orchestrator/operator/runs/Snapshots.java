// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.runs;

import dev.reprise.traffic.error.AppException;
import java.util.List;

/**
 * What snapshot-service knows.
 *
 * <p><b>Threads:</b> any but an event loop; blocks for a bounded time.
 */
public interface Snapshots {

  /**
   * A version of a snapshot.
   *
   * @param version its number, from 1
   * @param slices all of them
   */
  record Facts(int version, List<Slice> slices) {
    /** Copies the list. */
    public Facts {
      slices = List.copyOf(slices);
    }
  }

  /**
   * What is replayed, or mocked, together.
   *
   * @param key e.g. {@code in:shop}
   * @param isInbound whether it is replayed
   * @param authority host and, where it was said, port
   */
  record Slice(String key, boolean isInbound, String authority) {}

  /**
   * Looks one up.
   *
   * @param version 0 is the newest
   * @throws AppException of kind NOT_FOUND where there is none
   */
  Facts find(String name, int version);
}
