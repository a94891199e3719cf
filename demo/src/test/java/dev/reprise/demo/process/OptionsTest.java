// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {

  private static final Options OPTIONS =
      Options.of(OptionsTest.class, "A program for this test.")
          .option("port", "TEST_PORT", "8080", "the port")
          .option("file", "", "", "a file")
          .option("origin", "TEST_ORIGIN", "http://shop.test", "an address");

  @Test
  void prefersTheCommandLineToTheEnvironmentAndThatToTheDefault() {
    assertThat(parse(Map.of()).port()).isEqualTo(8080);
    assertThat(parse(Map.of("TEST_PORT", "81")).port()).isEqualTo(81);
    assertThat(parse(Map.of("TEST_PORT", "81"), "--port", "82").port()).isEqualTo(82);
    assertThat(parse(Map.of("TEST_PORT", " "), "--port=83").port()).isEqualTo(83);
  }

  @Test
  void readsNoFileWhereNoneIsNamed() {
    assertThat(parse(Map.of()).path("file")).isEmpty();
    assertThat(parse(Map.of(), "--file", "a/b").path("file")).contains(Path.of("a/b"));
  }

  @Test
  void namesTheSettingTheValueAndTheRuleWhenANumberIsWrong() {
    for (String wrong : List.of("eighty", "-1", "65536", "")) {
      assertThatThrownBy(() -> parse(Map.of(), "--port=" + wrong).port())
          .isInstanceOf(UsageException.class)
          .hasMessage("--port is '" + wrong + "', but must be a whole number from 0 to 65535.");
    }
  }

  @Test
  void takesAnOriginWithOrWithoutASlashAndNothingElse() {
    assertThat(parse(Map.of(), "--origin", "https://a.test:91/").origin("origin"))
        .hasToString("https://a.test:91");
    for (String wrong : List.of("a.test", "ftp://a.test", "http://a.test/path", "http://", "::")) {
      assertThatThrownBy(() -> parse(Map.of("TEST_ORIGIN", wrong)).origin("origin"))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("'" + wrong + "'");
    }
  }

  @Test
  void refusesWhatItDoesNotKnowAndSettingsWithoutAValue() {
    assertThatThrownBy(() -> parse(Map.of(), "--prot", "1"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--prot");
    assertThatThrownBy(() -> parse(Map.of(), "--port"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("has no value");
  }

  @Test
  void tellsEachSettingWithItsDefaultAndItsVariable() {
    assertThat(OPTIONS.help())
        .contains("A program for this test.")
        .contains("--port         the port (default: 8080, or TEST_PORT in the environment)")
        .contains("--file         a file (default: none)");
  }

  private static Settings parse(Map<String, String> environment, String... arguments) {
    return OPTIONS.parse(List.of(arguments), environment);
  }
}
