// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.instructions;

import dev.reprise.traffic.pair.Direction;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How to replay a snapshot: the commands for a machine with a stack, the step of a pipeline, and
 * the manifest for Kubernetes.
 *
 * @param name the snapshot's
 * @param version of the snapshot
 * @param services that were recorded
 * @param slices that take part: those that are switched on
 */
public record ReplayInstructions(
    String name, int version, List<String> services, List<Slice> slices) {

  /** Copies the lists. */
  public ReplayInstructions {
    services = List.copyOf(services);
    slices = List.copyOf(slices);
  }

  /**
   * What is replayed or mocked together.
   *
   * @param key e.g. {@code out:payment.shop.test}
   * @param direction inbound is replayed, outbound is mocked
   * @param service the recorded one
   * @param host that was asked
   */
  public record Slice(String key, Direction direction, String service, String host) {}

  /**
   * How commands are written where they are to be run.
   *
   * @param program what the command line is called
   * @param port where the application listens
   * @param command what starts the application
   */
  public record Words(String program, String port, String command) {

    /** For whoever has to fill in the port and the command. */
    public static Words unknown(String program) {
      return new Words(program, "PORT", "YOUR COMMAND");
    }
  }

  /**
   * Something to do.
   *
   * @param does what it is for, without a full stop
   * @param command to be copied
   */
  public record Step(String does, String command) {}

  /** One of these, as it suits. */
  public List<Step> here(Words words) {
    return List.of(
        new Step(
            "Start your application under Reprise, which mocks %s and sends the recorded requests"
                .formatted(mocked()),
            replayCommand(words)),
        new Step(
            "Your application already runs, with its real dependencies",
            "%s replay %s --target http://127.0.0.1:%s --no-mocks"
                .formatted(words.program(), name, words.port())),
        new Step(
            "Only the mocks, for development",
            "%s mock %s -- %s".formatted(words.program(), name, words.command())));
  }

  private String mocked() {
    var hosts =
        slices.stream()
            .filter(slice -> slice.direction() == Direction.OUT)
            .map(Slice::host)
            .collect(Collectors.joining(", "));
    return hosts.isEmpty() ? "nothing (no outbound slice is on)" : hosts;
  }

  /** What starts the application and replays against it. */
  public String replayCommand(Words words) {
    return "%s replay %s --app-port %s -- %s"
        .formatted(words.program(), name, words.port(), words.command());
  }

  /** A step of a pipeline that fails where a goal does not hold. */
  public String pipeline(Words words) {
    return """
    %s up
    %s replay %s --app-port %s \\
      --report-json report.json --report-html report.html \\
      -- %s
    # exits with 0 only when every goal held, with 1 when one did not\
    """
        .formatted(words.program(), words.program(), name, words.port(), words.command());
  }

  /** The {@code TrafficReplay} for Kubernetes, as YAML. */
  public String manifest() {
    return ReplayManifest.of(this);
  }
}
