// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.figures;

import java.util.List;

/**
 * What a benchmark has to tell.
 *
 * @param name the benchmark's, as on the command line
 * @param title as a heading
 * @param method how it was measured, as paragraphs of Markdown
 * @param sheets the measurements
 * @param claims the goals
 */
public record Outcome(
    String name, String title, List<String> method, List<Sheet> sheets, List<Claim> claims) {

  /** Copies the lists. */
  public Outcome {
    method = List.copyOf(method);
    sheets = List.copyOf(sheets);
    claims = List.copyOf(claims);
  }

  /** Whether everything that is a matter of right and wrong is right. */
  public boolean isSound() {
    return claims.stream().filter(Claim::isBinding).allMatch(Claim::holds);
  }
}
