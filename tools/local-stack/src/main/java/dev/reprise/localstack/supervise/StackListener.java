// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.supervise;

import dev.reprise.localstack.home.PartReport;
import dev.reprise.traffic.error.AppException;

/** Hears how a stack fares; called on the supervisor's thread, so it must not block for long. */
public interface StackListener {

  /** A part is in another state. */
  void changed(PartReport part);

  /** Every part has been ready. Called once. */
  void up();

  /** The stack could not be started; its parts are being ended. Called at most once. */
  void failed(AppException reason);
}
