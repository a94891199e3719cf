// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.snapshot;

import dev.reprise.cli.child.RecordedCommand;
import dev.reprise.cli.context.CommandContext;
import dev.reprise.proto.snapshot.v1.Slice;
import dev.reprise.proto.snapshot.v1.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How to replay a snapshot: the commands for here, and the manifest for Kubernetes. The commands
 * are exact where the service was recorded on this machine, so that its port and its command are
 * known; else they say what to fill in.
 */
final class Instructions {

  private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private final Snapshot snapshot;
  private final String program;
  private final Optional<RecordedCommand> recorded;

  private Instructions(Snapshot snapshot, String program, Optional<RecordedCommand> recorded) {
    this.snapshot = snapshot;
    this.program = program;
    this.recorded = recorded;
  }

  static Instructions of(Snapshot snapshot, CommandContext context) {
    return new Instructions(
        snapshot,
        // The launcher says how it was called; what is installed is on PATH.
        context.environment().given("REPRISE_COMMAND").orElse("reprise"),
        RecordedCommand.read(context.home(), service(snapshot)));
  }

  /** For people. */
  String text() {
    String mocked =
        slices("outbound").stream().map(Slice::getHost).collect(Collectors.joining(", "));
    return """
    How to replay it here
      Start your application under Reprise, which mocks %s and sends the recorded requests:
        %s
      Your application already runs, with its real dependencies:
        %s
      Only the mocks, for development:
        %s

    In Kubernetes (kubectl apply -f -)
    %s\
    """
        .formatted(
            mocked.isEmpty() ? "nothing (no outbound slice is on)" : mocked,
            replayCommand(),
            "%s replay %s --target http://127.0.0.1:%s --no-mocks"
                .formatted(program, name(), port()),
            "%s mock %s -- %s".formatted(program, name(), command()),
            manifest().indent(2).stripTrailing());
  }

  /** What starts the application and replays against it. */
  String replayCommand() {
    return "%s replay %s --app-port %s -- %s".formatted(program, name(), port(), command());
  }

  private String name() {
    return snapshot.getName();
  }

  private String port() {
    return recorded
        .filter(known -> known.appPort() != 0)
        .map(known -> Integer.toString(known.appPort()))
        .orElse("PORT");
  }

  private String command() {
    return recorded
        .filter(known -> !known.command().isEmpty())
        .map(known ->
            known.command().stream().map(Instructions::quoted).collect(Collectors.joining(" ")))
        .orElse("YOUR COMMAND");
  }

  private static String quoted(String word) {
    return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** For Kubernetes. */
  String manifest() {
    return ReplayManifest.of(snapshot);
  }

  private static String service(Snapshot snapshot) {
    return snapshot.getServicesCount() == 0 ? snapshot.getName() : snapshot.getServices(0);
  }

  private List<Slice> slices(String direction) {
    return snapshot.getSlicesList().stream()
        .filter(slice -> slice.getEnabled() && slice.getDirection().equals(direction))
        .toList();
  }
}
