// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.supervise;

import dev.reprise.localstack.home.PartReport;
import dev.reprise.traffic.error.AppException;

/** Hears how a stack fares; called on the supervisor's thread, so it must not block for long. */
public interface StackListener {

  /** A part is in another state. */
  void changed(PartReport part);

  /**
   * Every part that was asked for is ready. Called once.
   *
   * @param added how many of them were not there before
   */
  void up(int added);

  /**
   * They could not be started, and those that were not there before have been ended. Called at most
   * once.
   */
  void failed(AppException reason);
}
