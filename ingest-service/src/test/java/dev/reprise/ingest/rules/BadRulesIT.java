// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixtures.RunningJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rules file that cannot be used keeps the packaged service from starting, in plain words. */
class BadRulesIT {

  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

  @TempDir Path folder;

  @Test
  void everyRuleThatIsWrongIsToldWithItsLine() throws Exception {
    var file = folder.resolve("rules.yaml");
    Files.writeString(
        file,
        """
        redact:
          - name: cards
            place: request.heade.x-card
          - name: tokens
            place: request.header.x-token
            action: burn
        """);

    var ended = start(file);

    assertThat(ended.exitCode()).isNotZero();
    assertThat(ended.out() + ended.err())
        .contains(
            "The rules in " + file + " cannot be used:\n",
            "line 2: rule 'cards': 'request.heade.x-card' is no place; places look like ",
            "line 4: rule 'tokens': the action 'burn' is not known; known are token and remove\n",
            "Correct the file; docs/redaction.md shows what it may hold.")
        .doesNotContain("\tat ");
  }

  @Test
  void rulesThatMakeTokensNeedAKey() throws Exception {
    var file = folder.resolve("rules.yaml");
    Files.writeString(file, "redact: [{name: cards, place: request.header.x-card}]\n");

    var ended = start(file);

    assertThat(ended.exitCode()).isNotZero();
    assertThat(ended.out() + ended.err())
        .contains("The rules make tokens of values", "Set reprise.ingest.redaction-key")
        .doesNotContain("\tat ");
  }

  private static RunningJar.Ended start(Path rules) throws Exception {
    var settings = Map.of("REPRISE_INGEST_RULES_FILE", rules.toString());
    try (var service =
        RunningJar.start(JAR, List.of("-Dquarkus.http.port=0"), List.of(), settings)) {
      return service.await();
    }
  }
}
