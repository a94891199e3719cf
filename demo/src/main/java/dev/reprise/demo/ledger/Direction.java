// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.ledger;

/** Where a request goes, seen from the shop: to it, or from it to another service. */
public enum Direction {
  INBOUND,
  OUTBOUND
}
