// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.context;

import dev.reprise.cli.output.OutputFormat;
import dev.reprise.cli.output.Printer;
import dev.reprise.cli.output.Progress;
import dev.reprise.localstack.LocalStack;
import dev.reprise.proto.access.v1.AccessServiceGrpc;
import dev.reprise.proto.access.v1.AccessServiceGrpc.AccessServiceBlockingStub;
import dev.reprise.proto.query.v1.QueryServiceGrpc;
import dev.reprise.proto.query.v1.QueryServiceGrpc.QueryServiceBlockingStub;
import dev.reprise.proto.replay.v1.ReplayServiceGrpc;
import dev.reprise.proto.replay.v1.ReplayServiceGrpc.ReplayServiceBlockingStub;
import dev.reprise.proto.snapshot.v1.SnapshotServiceGrpc;
import dev.reprise.proto.snapshot.v1.SnapshotServiceGrpc.SnapshotServiceBlockingStub;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
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
      paramLabel = "table|json|yaml",
      description = "How results are printed on standard output (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.TABLE;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Directory of the local stack (default: $REPRISE_HOME, else ~/.reprise).")
  private Optional<Path> home = Optional.empty();

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description =
          "File with an API key, to show who asks (default: $REPRISE_API_KEY, else $REPRISE_TOKEN,"
              + " else the local stack's own token).")
  private Optional<Path> apiKeyFile = Optional.empty();

  private final Map<Service, Channel> channels = new EnumMap<>(Service.class);

  /** What the command runs in. */
  public Environment environment() {
    return ((Environment.Holder) spec.root().userObject()).environment();
  }

  /** Where the local stack keeps its data. */
  public Path home() {
    return home.orElseGet(() -> environment().home());
  }

  /** The local stack. */
  public LocalStack stack() {
    return environment().reach().stack(home());
  }

  /** Prints results. */
  public Printer printer() {
    return new Printer(
        spec.commandLine().getOut(),
        format,
        environment().clock().getZone(),
        environment()::isOutClosed);
  }

  /** Shows how far long work is, and says what is no result. */
  public Progress progress() {
    return new Progress(
        spec.commandLine().getErr(), environment().isTerminal(), environment().clock());
  }

  /** The reading side. */
  public QueryServiceBlockingStub query() {
    return QueryServiceGrpc.newBlockingStub(channel(Service.QUERY));
  }

  /** Builds and lists snapshots. */
  public SnapshotServiceBlockingStub snapshots() {
    return SnapshotServiceGrpc.newBlockingStub(channel(Service.SNAPSHOT));
  }

  /** Makes and ends API keys. */
  public AccessServiceBlockingStub keys() {
    return AccessServiceGrpc.newBlockingStub(channel(Service.SNAPSHOT));
  }

  /** Runs replays. */
  public ReplayServiceBlockingStub replays() {
    return ReplayServiceGrpc.newBlockingStub(channel(Service.ORCHESTRATOR));
  }

  /** Where a service listens, as host:port. */
  public String address(Service service) {
    return environment().address(home(), service);
  }

  /** What shows who we are; empty when nothing asks for it. */
  public String token() {
    return apiKeyFile.map(CommandContext::apiKeyIn).orElseGet(() -> environment().token(home()));
  }

  private static String apiKeyIn(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new AppException(
          ErrorKind.USER,
          "API_KEY_UNREADABLE",
          "The API key in %s cannot be read: %s.".formatted(file, e.getMessage()),
          "Give a file that you may read, or set REPRISE_API_KEY.",
          Map.of("file", file.toString()),
          e);
    }
  }

  private Channel channel(Service service) {
    return channels.computeIfAbsent(service, this::open);
  }

  private Channel open(Service service) {
    String address = address(service);
    try {
      return ClientInterceptors.intercept(
          environment().reach().channel(address, token()), new ServiceCalls(service, address));
    } catch (IllegalArgumentException e) {
      throw new AppException(
          ErrorKind.USER,
          "ADDRESS_INVALID",
          "%s is not the address of a service: %s.".formatted(service.variable(), e.getMessage()),
          "Correct it, or unset it to use the local stack.",
          Map.of("variable", service.variable(), "value", address),
          e);
    }
  }
}
