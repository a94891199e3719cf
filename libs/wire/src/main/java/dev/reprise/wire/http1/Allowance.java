// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

/**
 * What one connection holds of the {@link ByteBudget}, within a bound of its own.
 *
 * <p><b>Threads:</b> confined to the event loop of its connection.
 */
public final class Allowance {

  private final ByteBudget budget;
  private final long limitBytes;
  private long heldBytes;

  Allowance(ByteBudget budget, long limitBytes) {
    this.budget = budget;
    this.limitBytes = limitBytes;
  }

  boolean tryTake(long bytes) {
    if (heldBytes + bytes > limitBytes || !budget.tryTake(bytes)) {
      return false;
    }
    heldBytes += bytes;
    return true;
  }

  void giveBack(long bytes) {
    heldBytes -= bytes;
    budget.giveBack(bytes);
  }

  /** Gives back whatever is still held; the last call. */
  public void giveBackAll() {
    giveBack(heldBytes);
  }
}
