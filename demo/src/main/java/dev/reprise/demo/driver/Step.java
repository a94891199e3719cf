// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.driver;

import java.io.IOException;

/** One request of a session, with the check of its answer. */
@FunctionalInterface
interface Step {

  /**
   * Sends exactly one request.
   *
   * @throws UnexpectedAnswer when the answer is not what it should be
   */
  void take(Visitor visitor) throws IOException, InterruptedException;
}
