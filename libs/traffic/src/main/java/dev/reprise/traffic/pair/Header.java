// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

/**
 * One header line, as sent.
 *
 * @param name with its case as sent
 * @param value without surrounding white space; bytes over 0x7f are read as ISO-8859-1
 */
public record Header(String name, String value) {

  /** Only the name: values may be secrets. */
  @Override
  public String toString() {
    return name + ": …";
  }
}
