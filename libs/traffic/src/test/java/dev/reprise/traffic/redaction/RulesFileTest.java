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
          - {filter: 'status = 500'}
        """;

    assertThatThrownBy(() -> RulesFile.parse("rules.yaml", yaml))
        .isInstanceOf(AppException.class)
        .hasMessageStartingWith("The rules in rules.yaml cannot be used:\nline 2: rule 'a': ")
        .hasMessageContaining("line 2: rule 'a': 'nowhere' is no place; places look like request.")
        .hasMessageContaining(
            "line 3: rule 'b': the action 'burn' is not known; known are token and remove")
        .hasMessageContaining("line 4: rule 'b': another rule has this name")
        .hasMessageContaining("line 6: rule 'c': ")
        .hasMessageContaining("line 7: rule 'd': it has no filter")
        .hasMessageContaining("line 8: a rule has no name")
        .satisfies(e -> assertThat(((AppException) e).remedy()).contains("docs/redaction.md"));
  }

  @Test
  void unknownKeysAndBrokenYamlAreErrors() {
    assertThatThrownBy(() -> RulesFile.parse("r", "redact: []\nredakt: []\n"))
        .hasMessageContaining("line 2: the key 'redakt' is not known there; known are [")
        .hasMessageContaining("redact");
    assertThatThrownBy(() -> RulesFile.parse("r", "redact:\n  - {name: a, plaice: x}\n"))
        .hasMessageContaining("line 2: the key 'plaice' is not known there")
        .hasMessageContaining("place");
    assertThatThrownBy(() -> RulesFile.parse("r", "redact: [\n")).hasMessageContaining("line");
    assertThatThrownBy(() -> RulesFile.parse("r", "redact: []\nredact: []\n"))
        .hasMessageContaining("line 2: Duplicate field 'redact'");
    assertThatThrownBy(() -> RulesFile.parse("r", "redact: [{name: [a], place: x}]"))
        .isInstanceOf(AppException.class)
        .hasMessageContaining("line 1: ");
    assertThatThrownBy(() -> RulesFile.parse("r", "redact: [just words]"))
        .isInstanceOf(AppException.class)
        .hasMessageContaining("line 1: ");
  }

  @Test
  void aRuleWithoutAnActionMakesTokens() {
    var rules = RulesFile.parse("r", "redact: [{name: a, place: '*.header.x'}]");

    assertThat(rules.redact()).extracting(RedactionRule::action).containsExactly(Action.TOKEN);
  }

  @Test
  void anEmptyFileHasNoRules() {
    assertThat(RulesFile.parse("r", "").redact()).isEmpty();
    assertThat(RulesFile.parse("r", "# only a comment\n").drop()).isEmpty();
  }
}
