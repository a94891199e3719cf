// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.traffic.error.AppException;
import org.junit.jupiter.api.Test;

class RulesFileTest {

  @Test
  void theDefaultsRedactNothingAndDropProbesAndMetrics() {
    var rules = RulesFile.defaults();

    assertThat(rules.redact()).isEmpty();
    assertThat(rules.drop().stream().map(DropRule::name))
        .containsExactly("health-probes", "metrics");
  }

  @Test
  void namesEveryRuleThatIsWrong() {
    var yaml =
        """
        redact:
          - {name: a, place: nowhere, action: remove}
          - {name: b, place: '*.header.x', action: burn}
          - {name: b, place: '*.header.y'}
        drop:
          - {name: c, filter: 'stattus = 5'}
          - {name: d}
        """;

    assertThatThrownBy(() -> RulesFile.parse("rules.yaml", yaml))
        .isInstanceOf(AppException.class)
        .hasMessageContaining("rules.yaml")
        .hasMessageContaining("rule 'a': 'nowhere' is no place")
        .hasMessageContaining("rule 'b': the action 'burn' is not known")
        .hasMessageContaining("rule 'b': another rule has this name")
        .hasMessageContaining("rule 'c'")
        .hasMessageContaining("rule 'd': it has no filter");
  }

  @Test
  void unknownKeysAndBrokenYamlAreErrors() {
    assertThatThrownBy(() -> RulesFile.parse("r", "redact: []\nredakt: []\n"))
        .hasMessageContaining("'redakt' is not known");
    assertThatThrownBy(() -> RulesFile.parse("r", "redact: [\n")).hasMessageContaining("line");
  }

  @Test
  void anEmptyFileHasNoRules() {
    assertThat(RulesFile.parse("r", "").redact()).isEmpty();
    assertThat(RulesFile.parse("r", "# only a comment\n").drop()).isEmpty();
  }
}
