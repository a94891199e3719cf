// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.fixtures.Eventually;
import dev.reprise.orchestrator.OrchestratorConfig;
import dev.reprise.orchestrator.machine.Role;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What agents find when they are started, and what is left when they have gone. */
class AgentLauncherTest {

  private static final long LIMIT_SECONDS = 60;
  private static final long GRACE_MILLIS = 50;

  @TempDir Path folder;

  private AgentLauncher launching(String script) throws IOException {
    var executable = Files.writeString(folder.resolve("generator"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwx------"));
    var config =
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 1, new DurationConverter())
            .withMapping(OrchestratorConfig.class)
            .withDefaultValues(
                Map.of(
                    "reprise.orchestrator.generator", executable.toString(),
                    "reprise.orchestrator.responder", folder.resolve("none").toString(),
                    "reprise.orchestrator.work-directory", work().toString(),
                    "reprise.orchestrator.ca-directory", folder.resolve("ca").toString()))
            .build()
            .getConfigMapping(OrchestratorConfig.class);
    return new AgentLauncher(config, "127.0.0.1:1", "127.0.0.1:2", "secret", 3);
  }

  private Path work() {
    return folder.resolve("work");
  }

  @Test
  void anAgentFindsNothingToReadAndItsTokenInNoArgument() throws Exception {
    var agent =
        launching("cat && echo read to the end; echo $REPRISE_TOKEN $*; exit 4")
            .start(Role.GENERATOR, "r1", 0);

    assertThat(agent.whenEnded().get(LIMIT_SECONDS, TimeUnit.SECONDS))
        .startsWith(
            "its process ended with status 4; it last logged:\nread to the end\nsecret agent ")
        .contains("--orchestrator 127.0.0.1:3 --replay-id r1 --snapshot-address 127.0.0.1:2")
        .containsOnlyOnce("secret");
  }

  @Test
  void anAgentThatDoesNotHearIsEndedByForceAndItsFilesAreRemoved() throws Exception {
    var agent =
        launching("trap '' TERM; echo deaf; while :; do sleep 0.1; done")
            .start(Role.GENERATOR, "r1", 0);
    var log = work().resolve("r1-generator/generator.log");
    Eventually.holds("it does not hear any more", () -> log.toFile().length() > 0);

    agent.end(GRACE_MILLIS);

    assertThat(agent.whenEnded().get(LIMIT_SECONDS, TimeUnit.SECONDS)).contains("status 137");
    Eventually.holds("its files are gone", () -> Files.notExists(work().resolve("r1-generator")));
  }

  @Test
  void anAgentThatEndedLongAgoLeavesNoFilesEither() throws Exception {
    var agent = launching("exit 0").start(Role.GENERATOR, "r1", 0);
    var _ = agent.whenEnded().get(LIMIT_SECONDS, TimeUnit.SECONDS);

    agent.end(GRACE_MILLIS);

    Eventually.holds("its files are gone", () -> Files.notExists(work().resolve("r1-generator")));
  }

  @Test
  void whatAnEarlierServiceLeftIsRemovedByTheReplaysId() throws Exception {
    Files.createDirectories(work().resolve("r1-generator/deep"));
    Files.createDirectories(work().resolve("r2-responder"));

    launching("exit 0").removeFilesOf("r1");

    assertThat(work()).isDirectoryContaining("glob:**r2-responder");
    assertThat(work().resolve("r1-generator")).doesNotExist();
  }

  @Test
  void anAgentThatIsNotBuiltIsNamedWithWhatToDo() throws Exception {
    var launcher = launching("exit 0");

    assertThatThrownBy(() -> launcher.start(Role.RESPONDER, "r1", 0))
        .hasMessageContaining("The responder could not be started: " + folder.resolve("none"))
        .extracting("remedy")
        .asString()
        .contains("reprise.orchestrator.responder");
    assertThat(work()).doesNotExist();
  }
}
