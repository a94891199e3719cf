// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.agents;

import dev.reprise.orchestrator.OrchestratorConfig;
import dev.reprise.orchestrator.machine.Role;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The local runtime: starts our own generator and responder as child processes. It never runs a
 * command that a caller named.
 *
 * <p><b>Threads:</b> blocking; call it on a worker.
 */
@ApplicationScoped
public class AgentLauncher {

  private static final File NOTHING = new File("/dev/null");

  private final OrchestratorConfig config;
  private final String ingestAddress;
  private final String snapshotAddress;
  private final String token;
  private final int ownPort;

  AgentLauncher(
      OrchestratorConfig config,
      @ConfigProperty(name = "reprise.ingest.address") String ingestAddress,
      @ConfigProperty(name = "reprise.snapshot.address") String snapshotAddress,
      @ConfigProperty(name = "reprise.token", defaultValue = " ") String token,
      @ConfigProperty(name = "quarkus.http.port") int ownPort) {
    this.config = config;
    this.ingestAddress = ingestAddress;
    this.snapshotAddress = snapshotAddress;
    this.token = token.strip();
    this.ownPort = ownPort;
  }

  /**
   * Starts an agent for a replay.
   *
   * @param responderPort where a responder listens; 0 lets it choose
   * @throws AppException if its executable is missing or cannot be started
   */
  public AgentProcess start(Role role, String replayId, int responderPort) {
    Path executable =
        switch (role) {
          case GENERATOR -> config.generator();
          case RESPONDER -> config.responder();
        };
    if (!Files.exists(executable)) {
      throw notStarted(
          role,
          "%s does not exist".formatted(executable.toAbsolutePath()),
          "Build it (./reprise build), or set reprise.orchestrator.%s.".formatted(name(role)),
          null);
    }
    var folder = AgentFolder.of(config.workDirectory(), replayId, role);
    var log = folder.path().resolve(name(role) + ".log").toFile();
    try {
      folder.create();
      var builder =
          new ProcessBuilder(command(role, executable, replayId, folder.path(), responderPort));
      builder.environment().putAll(environment());
      builder.redirectErrorStream(true).redirectOutput(log);
      // There is nothing to read. If we are killed, the agent's stream to us breaks: then it ends.
      builder.redirectInput(NOTHING);
      return new AgentProcess(role, builder.start(), log.toPath(), folder);
    } catch (IOException e) {
      folder.remove();
      throw notStarted(role, String.valueOf(e.getMessage()), "", e);
    }
  }

  /** Removes what the agents of a replay have left, which nobody else has removed. Blocks. */
  public void removeFilesOf(String replayId) {
    for (Role role : Role.values()) {
      AgentFolder.of(config.workDirectory(), replayId, role).remove();
    }
  }

  private List<String> command(
      Role role, Path executable, String replayId, Path folder, int responderPort) {
    var command = new ArrayList<String>();
    if (executable.toString().endsWith(".jar")) {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(config.agentJvmOptions());
      command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-jar"));
    }
    command.add(executable.toAbsolutePath().toString());
    command.addAll(
        List.of(
            "agent",
            "--orchestrator",
            config.advertisedAddress().orElse("127.0.0.1:" + ownPort),
            "--replay-id",
            replayId,
            "--snapshot-address",
            snapshotAddress,
            "--ingest-address",
            ingestAddress,
            "--work-dir",
            folder.toString()));
    if (role == Role.RESPONDER) {
      command.addAll(
          List.of(
              "--port",
              Integer.toString(responderPort),
              "--ca-dir",
              config.caDirectory().toString()));
    }
    return command;
  }

  // By environment, since a command line can be read by every user of the machine.
  private Map<String, String> environment() {
    return token.isEmpty() ? Map.of() : Map.of("REPRISE_TOKEN", token);
  }

  static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static AppException notStarted(
      Role role, String why, String remedy, @Nullable Throwable cause) {
    return new AppException(
        ErrorKind.INTERNAL,
        "AGENT_NOT_STARTED",
        "The %s could not be started: %s.".formatted(name(role), why),
        remedy,
        Map.of("role", name(role)),
        cause);
  }
}
