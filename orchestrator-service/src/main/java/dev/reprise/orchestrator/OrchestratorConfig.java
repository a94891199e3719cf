// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of orchestrator-service, under {@code reprise.orchestrator}. */
@ConfigMapping(prefix = "reprise.orchestrator")
public interface OrchestratorConfig {

  /** The generator: a runnable jar, or a native executable. */
  @WithDefault("${reprise.root:.}/agents/generator/target/quarkus-app/quarkus-run.jar")
  Path generator();

  /** The responder: a runnable jar, or a native executable. */
  @WithDefault("${reprise.root:.}/agents/responder/target/quarkus-app/quarkus-run.jar")
  Path responder();

  /** JVM options for agents that are jars. */
  @WithDefault("-XX:+UseSerialGC,-Xmx384m,-XX:TieredStopAtLevel=4")
  List<String> agentJvmOptions();

  /** Where agents keep what they download; one folder an agent, removed when the replay ends. */
  @WithDefault("${java.io.tmpdir}/reprise-replays")
  Path workDirectory();

  /** Holds the local CA that the responder mints certificates with; made when absent. */
  @WithDefault("${reprise.home:${user.home}/.reprise}/ca")
  Path caDirectory();

  /** host:port at which agents reach this service; empty means loopback and this service's port. */
  Optional<String> advertisedAddress();

  /** How long agents may take to start and load the snapshot. */
  @WithDefault("60s")
  Duration prepareTimeout();

  /** How long the caller may take to bring the system under test up. */
  @WithDefault("300s")
  Duration sutTimeout();

  /** How long agents may take to finish once asked to. */
  @WithDefault("30s")
  Duration drainTimeout();

  /** How long a report waits until what was sent is stored. */
  @WithDefault("60s")
  Duration storeTimeout();

  /** How many replays may run at a time; one more is refused. */
  @WithDefault("4")
  int maxRunning();
}
