// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.context;

import dev.reprise.cli.output.OutputFormat;
import dev.reprise.cli.output.Printer;
import dev.reprise.proto.query.v1.QueryServiceGrpc;
import dev.reprise.proto.query.v1.QueryServiceGrpc.QueryServiceBlockingStub;
import dev.reprise.proto.replay.v1.ReplayServiceGrpc;
import dev.reprise.proto.replay.v1.ReplayServiceGrpc.ReplayServiceBlockingStub;
import dev.reprise.proto.snapshot.v1.SnapshotServiceGrpc;
import dev.reprise.proto.snapshot.v1.SnapshotServiceGrpc.SnapshotServiceBlockingStub;
import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The options that commands share, and what follows from them: where the services are and how
 * results are printed.
 *
 * <p><b>Ownership:</b> channels opened on the way live as long as the process.
 */
public final class CommandContext {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      paramLabel = "FORMAT",
      description = "How to print: ${COMPLETION-CANDIDATES} (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Data of the local stack (default: $REPRISE_HOME, else ~/.reprise).")
  private Optional<Path> home = Optional.empty();

  private final Map<String, ManagedChannel> channels = new HashMap<>();

  /** Where the local stack keeps its data. */
  public Path home() {
    return home.orElseGet(Environment::home);
  }

  /** Prints results. */
  public Printer printer() {
    return new Printer(spec.commandLine().getOut(), format);
  }

  /** The reading side. */
  public QueryServiceBlockingStub query() {
    return QueryServiceGrpc.newBlockingStub(channel(Service.QUERY));
  }

  /** Builds and lists snapshots. */
  public SnapshotServiceBlockingStub snapshots() {
    return SnapshotServiceGrpc.newBlockingStub(channel(Service.SNAPSHOT));
  }

  /** Runs replays. */
  public ReplayServiceBlockingStub replays() {
    return ReplayServiceGrpc.newBlockingStub(channel(Service.ORCHESTRATOR));
  }

  /** Where a service listens, as host:port. */
  public String address(Service service) {
    return Environment.address(home(), service);
  }

  /** What shows who we are; empty when nothing asks for it. */
  public String token() {
    return Environment.token(home());
  }

  private ManagedChannel channel(Service service) {
    return channels.computeIfAbsent(
        service.name(), _ -> Environment.channel(address(service), token()));
  }
}
