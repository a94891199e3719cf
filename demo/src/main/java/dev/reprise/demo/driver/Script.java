// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.driver;

import java.util.List;

/**
 * What one session is going to do, fixed before it starts.
 *
 * @param number counts the sessions of the run from zero
 * @param user the number of the customer, as in {@code customer-007}
 */
record Script(
    int number,
    Scenario scenario,
    String user,
    String userAgent,
    Tracing tracing,
    List<Step> steps) {

  Script {
    steps = List.copyOf(steps);
  }

  /** How the session is called in the ledger. */
  String name() {
    return number + "-" + scenario.word();
  }
}
