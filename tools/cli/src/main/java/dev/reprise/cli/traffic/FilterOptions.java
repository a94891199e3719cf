// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.traffic;

import picocli.CommandLine.Option;

/** The options by which commands choose pairs of whatever time. */
public final class FilterOptions {

  @Option(
      names = {"-f", "--filter"},
      defaultValue = "",
      paramLabel = "FILTER",
      description =
          "Which pairs, e.g. 'direction = IN AND status >= 500' (docs/filter-language.md).")
  private String filter = "";

  @Option(names = "--include-replays", description = "Pairs seen in replays, too.")
  private boolean isWithReplays;

  /** The filter as given. */
  public String filter() {
    return filter;
  }

  /** Whether pairs seen in replays count. */
  public boolean isWithReplays() {
    return isWithReplays;
  }
}
