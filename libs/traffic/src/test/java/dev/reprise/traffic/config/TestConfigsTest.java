// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reprise.traffic.error.AppException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestConfigsTest {

  private static final Path EXAMPLES = Path.of("..", "..", "docs", "examples");

  @Test
  void nothingConfiguredMeansRecordedOrderAndGapsWithEverythingCompared() {
    var config = TestConfigs.defaults();

    assertThat(config.load().plan()).isEqualTo(new Load.Recorded(1, 1, 1));
    assertThat(config.load().keepsRecordedGaps()).isTrue();
    assertThat(config.assertions().status()).isTrue();
    assertThat(config.assertions().headers()).containsExactly("content-type");
    assertThat(config.assertions().body().enabled()).isTrue();
    assertThat(config.assertions().slow())
        .isEqualTo(new TestConfig.SlowRule(3, Duration.ofMillis(100), 95, false));
    assertThat(config.goals().successPercent()).isEqualTo(100);
    assertThat(config.mocks()).isEqualTo(new TestConfig.Mocks(1, TestConfig.MissPolicy.NOT_FOUND));
    assertThat(config.timeouts().bindings()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void readsEveryKeyOfTheJsonExample() throws IOException {
    var config = example("stages.json");

    assertThat(config.target().url()).contains("http://127.0.0.1:8080");
    assertThat(config.target().headers()).containsEntry("x-load-test", "yes");
    assertThat(config.load().plan())
        .isInstanceOfSatisfying(
            Load.Stages.class,
            stages -> {
              assertThat(stages.stages()).hasSize(3);
              assertThat(stages.stages().getFirst().extent().cycles()).contains(1);
              assertThat(stages.stages().get(1).level()).isEqualTo(new Load.VUsers(20, true));
              assertThat(stages.stages().getLast())
                  .isEqualTo(
                      new Load.Stage(
                          new Load.Rate(200),
                          Duration.ofSeconds(5),
                          new Load.Extent(Optional.of(Duration.ofMinutes(1)), Optional.empty())));
            });
    assertThat(config.goals().latency().getLast())
        .isEqualTo(
            new TestConfig.LatencyGoal("GET /products/{id}", 95, Duration.ofMillis(100), false));
    assertThat(config.mocks())
        .isEqualTo(new TestConfig.Mocks(0.5, TestConfig.MissPolicy.PASSTHROUGH));
  }

  @Test
  void readsTheYamlExamples() throws IOException {
    assertThat(example("smoke.yaml").assertions().body().ignore())
        .extracting(PathRule::toString)
        .containsExactly("$.generatedAt", "GET /orders/{id} $.items[*].stock");
    assertThat(example("fast.yaml").load().plan()).isEqualTo(new Load.Fast(8, 5));
  }

  @Test
  void aBareNumberNamesTheMissPolicyToo() {
    assertThat(TestConfigs.parse("c.yaml", "mocks: {miss: 404}").mocks().miss())
        .isEqualTo(TestConfig.MissPolicy.NOT_FOUND);
  }

  @Test
  void tellsAllProblemsInOneGoEachWithItsPlace() {
    var text =
        """
        load:
          recoded: {speed: 2}
          maxConnections: 0
        goals:
          successPercent: many
        """;

    var thrown =
        catchThrowableOfType(AppException.class, () -> TestConfigs.parse("checkout.yaml", text));

    assertThat(thrown.code()).isEqualTo("CONFIG_INVALID");
    assertThat(thrown)
        .hasMessage(
            """
            The test config cannot be used:
            checkout.yaml:2:3: unknown key 'recoded' in 'load'; did you mean 'recorded'?
              2 |   recoded: {speed: 2}
                |   ^
            checkout.yaml:3:19: 'load.maxConnections' is the number 0; it must be a whole number from 1 to 65000
              3 |   maxConnections: 0
                |                   ^
            checkout.yaml:5:19: 'goals.successPercent' is the text 'many'; it must be a number from 0 to 100
              5 |   successPercent: many
                |                   ^\
            """
                .stripIndent());
  }

  @Test
  void pointsAtWhatIsNotEvenJson() {
    assertThatThrownBy(() -> TestConfigs.parse("c.json", "{\n  \"load\": }"))
        .isInstanceOf(AppException.class)
        .hasMessageContaining("c.json:2:1")
        .hasMessageContaining("^");
  }

  @Test
  void pointsAtWhatIsNotEvenYaml() {
    assertThatThrownBy(() -> TestConfigs.parse("c.yaml", "load:\n  - a\n  b: c\n"))
        .isInstanceOf(AppException.class)
        .hasMessageContaining("c.yaml:3:3");
  }

  @Test
  void refusesLoadsThatExcludeEachOther() {
    assertThatThrownBy(() -> TestConfigs.parse("c.yaml", "load: {fast: {}, recorded: {}}"))
        .hasMessageContaining("'load' has 'recorded' and 'fast'; keep one of them");
  }

  @Test
  void refusesAStageWithoutAnEnd() {
    assertThatThrownBy(() -> TestConfigs.parse("c.yaml", "load: {stages: [{vusers: 2}]}"))
        .hasMessageContaining("'load.stages[0]' lacks a key; give exactly one of 'seconds'");
  }

  @Test
  void refusesTheSameKeyTwice() {
    assertThatThrownBy(() -> TestConfigs.parse("c.json", "{\"name\": \"a\", \"name\": \"b\"}"))
        .hasMessageContaining("the key 'name' stands here a second time");
  }

  @Test
  void refusesHeaderNamesThatWouldBreakARequest() {
    assertThatThrownBy(
            () -> TestConfigs.parse("c.json", "{\"target\":{\"headers\":{\"a b\":\"c\"}}}"))
        .hasMessageContaining("the key 'a b' in 'target.headers' is not a header's name");
  }

  @Test
  void takesHugeNumbersForWhatTheyAre() {
    assertThatThrownBy(() -> TestConfigs.parse("c.yaml", "load: {maxConnections: 1e999999}"))
        .isInstanceOf(AppException.class)
        .hasMessageContaining("load.maxConnections");
  }

  @Test
  void theJsonWithAllDefaultsReadsBackToTheSameConfig() throws IOException {
    for (String name : new String[] {"smoke.yaml", "fast.yaml", "stages.json"}) {
      var text = Files.readString(EXAMPLES.resolve(name));

      var json = TestConfigs.toJson(name, text);

      assertThat(TestConfigs.parse("json", json)).isEqualTo(TestConfigs.parse(name, text));
    }
  }

  private static TestConfig example(String name) throws IOException {
    return TestConfigs.parse(name, Files.readString(EXAMPLES.resolve(name)));
  }
}
