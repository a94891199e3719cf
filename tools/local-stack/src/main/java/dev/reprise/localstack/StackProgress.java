// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import dev.reprise.localstack.home.PartReport;

/** Hears how far an {@code up} or {@code down} is; called on the caller's thread. */
@FunctionalInterface
public interface StackProgress {

  /** A part is in another state. */
  void changed(PartReport part);

  /** A listener that does not care. */
  static StackProgress silent() {
    return _ -> {};
  }
}
