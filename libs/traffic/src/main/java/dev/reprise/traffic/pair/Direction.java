// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

/** Which way a request went, seen from the system under test. */
public enum Direction {
  /** To the system under test. */
  IN,
  /** From the system under test to others. */
  OUT
}
