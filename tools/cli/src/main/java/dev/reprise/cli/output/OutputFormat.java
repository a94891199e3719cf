// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.output;

import java.util.Locale;

/** How a result is printed. */
public enum OutputFormat {
  /** For people. */
  TABLE,
  /** For programs. */
  JSON,
  /** For programs and people. */
  YAML;

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
