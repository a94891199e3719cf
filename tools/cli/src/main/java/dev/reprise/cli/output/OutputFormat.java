// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.output;

/** How a result is printed. */
public enum OutputFormat {
  /** For people. */
  TABLE,
  /** For programs. */
  JSON,
  /** For programs and people. */
  YAML
}
