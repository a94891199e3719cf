// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.snapshot;

import dev.reprise.cli.child.RecordedCommand;
import dev.reprise.cli.context.CommandContext;
import dev.reprise.proto.snapshot.v1.Slice;
import dev.reprise.proto.snapshot.v1.Snapshot;
import dev.reprise.traffic.instructions.ReplayInstructions;
import dev.reprise.traffic.instructions.ReplayInstructions.Words;
import dev.reprise.traffic.pair.Direction;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How to replay a snapshot, as the command line tells it. The commands are exact where the service
 * was recorded on this machine, so that its port and its command are known; else they say what to
 * fill in.
 */
final class Instructions {

  private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private final ReplayInstructions instructions;
  private final Words words;

  private Instructions(ReplayInstructions instructions, Words words) {
    this.instructions = instructions;
    this.words = words;
  }

  static Instructions of(Snapshot snapshot, CommandContext context) {
    // The launcher says how it was called; what is installed is on PATH.
    var program = context.environment().given("REPRISE_COMMAND").orElse("reprise");
    var recorded = RecordedCommand.read(context.home(), service(snapshot));
    return new Instructions(of(snapshot), words(program, recorded));
  }

  static ReplayInstructions of(Snapshot snapshot) {
    return new ReplayInstructions(
        snapshot.getName(),
        snapshot.getVersion(),
        snapshot.getServicesList(),
        snapshot.getSlicesList().stream()
            .filter(Slice::getEnabled)
            .map(slice ->
                new ReplayInstructions.Slice(
                    slice.getKey(),
                    slice.getDirection().equals("inbound") ? Direction.IN : Direction.OUT,
                    slice.getService(),
                    slice.getHost()))
            .toList());
  }

  private static Words words(String program, Optional<RecordedCommand> recorded) {
    var unknown = Words.unknown(program);
    return new Words(
        program,
        recorded
            .filter(known -> known.appPort() != 0)
            .map(known -> Integer.toString(known.appPort()))
            .orElse(unknown.port()),
        recorded
            .filter(known -> !known.command().isEmpty())
            .map(known ->
                known.command().stream().map(Instructions::quoted).collect(Collectors.joining(" ")))
            .orElse(unknown.command()));
  }

  private static String quoted(String word) {
    return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private static String service(Snapshot snapshot) {
    return snapshot.getServicesCount() == 0 ? snapshot.getName() : snapshot.getServices(0);
  }

  /** For people. */
  String text() {
    var steps =
        instructions.here(words).stream()
            .map(step -> "  %s:\n    %s\n".formatted(step.does(), step.command()))
            .collect(Collectors.joining());
    return """
    How to replay it here
    %s
    In Kubernetes (kubectl apply -f -)
    %s\
    """
        .formatted(steps, manifest().indent(2).stripTrailing());
  }

  /** What starts the application and replays against it. */
  String replayCommand() {
    return instructions.replayCommand(words);
  }

  /** For Kubernetes. */
  String manifest() {
    return instructions.manifest();
  }
}
