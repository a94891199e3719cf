// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.traffic.instructions.ReplayInstructions;
import dev.reprise.traffic.instructions.ReplayInstructions.Words;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;

/** How to replay a snapshot, as the schema shows it. */
@Description("How to replay a version of a snapshot, to be copied.")
public record Instructions(
    @NonNull @Description("For a machine with a stack: one of these, as it suits.")
        List<@NonNull InstructionStep> here,
    @NonNull @Description("A step of a pipeline that fails where a goal does not hold.")
        String pipeline,
    @NonNull @Description("The TrafficReplay for Kubernetes, as YAML.") String manifest) {

  // As it is called in a checkout; which port and command are the reader's is not known here.
  private static final Words WORDS = Words.unknown("./reprise");

  /** Something to do, as the schema shows it. */
  @Description("Something to do.")
  public record InstructionStep(
      @NonNull @Description("What it is for.") String does,
      @NonNull @Description("The command.") String command) {}

  static Instructions of(Snapshot snapshot) {
    var instructions =
        new ReplayInstructions(
            snapshot.name(),
            snapshot.version(),
            snapshot.services(),
            snapshot.slices().stream()
                .filter(Snapshot.Slice::enabled)
                .map(slice ->
                    new ReplayInstructions.Slice(
                        slice.key(), slice.direction().direction(), slice.service(), slice.host()))
                .toList());
    return new Instructions(
        instructions.here(WORDS).stream()
            .map(step -> new InstructionStep(step.does(), step.command()))
            .toList(),
        instructions.pipeline(WORDS),
        instructions.manifest());
  }
}
