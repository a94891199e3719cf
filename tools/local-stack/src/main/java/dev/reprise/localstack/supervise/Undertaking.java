// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.supervise;

import dev.reprise.traffic.error.AppException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * That parts become ready, for one who asked for it: an {@code up}.
 *
 * <p><b>Threads:</b> confined to the supervisor's.
 */
final class Undertaking {

  private final Set<String> wanted;
  private final Set<String> added;
  private final boolean isWholePlan;
  private final StackListener listener;
  private @Nullable AppException failure; // null while it has not failed

  /**
   * @param wanted parts that are to be ready
   * @param added those of them that were not there before, and are ended when one of them fails
   * @param isWholePlan whether nothing is to be left when it fails
   */
  Undertaking(Set<String> wanted, Set<String> added, boolean isWholePlan, StackListener listener) {
    this.wanted = Set.copyOf(wanted);
    this.added = Set.copyOf(added);
    this.isWholePlan = isWholePlan;
    this.listener = listener;
  }

  Set<String> wanted() {
    return wanted;
  }

  Set<String> added() {
    return added;
  }

  StackListener listener() {
    return listener;
  }

  boolean hasFailed() {
    return failure != null;
  }

  /** Notes why it cannot be done; the first reason stands. */
  void fail(AppException reason) {
    if (failure == null) {
      failure = reason;
    }
  }

  boolean isWholePlan() {
    return isWholePlan;
  }

  /**
   * Tells the one who asked that nothing comes of it.
   *
   * @param otherwise the reason, if it did not fail itself
   */
  void tellFailure(AppException otherwise) {
    listener.failed(failure == null ? otherwise : failure);
  }
}
