// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.rules;

/** Who sent a value first. */
public enum Maker {
  /** First seen in an inbound request: sent as recorded. */
  CLIENT,
  /** First seen in an outbound response: served as recorded. */
  DEPENDENCY,
  /** First seen in an outbound request or an inbound response: new in each run. */
  SUT
}
