// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.orchestrator.replay.ReplayRequest.Mode;
import dev.reprise.traffic.error.AppException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartKeyTest {

  private static final ReplayRequest ASKED =
      new ReplayRequest("shop", 0, Mode.FULL, "{}", "http://sut", 0, true, "build 7", List.of("a"));

  @Test
  void theSameRequestIsKnownAgain() {
    var again =
        new ReplayRequest(
            "shop", 0, Mode.FULL, "{}", "http://sut", 0, true, "build 7", List.of("a"));

    assertThat(StartKey.of("k", again)).isEqualTo(StartKey.of("k", ASKED));
  }

  @Test
  void whateverDiffersMakesItAnotherRequest() {
    var hashes =
        Stream.of(
                ASKED,
                new ReplayRequest("s", 0, Mode.FULL, "{}", "http://sut", 0, true, "", List.of()),
                new ReplayRequest("s", 1, Mode.FULL, "{}", "http://sut", 0, true, "", List.of()),
                new ReplayRequest(
                    "s", 0, Mode.GENERATOR_ONLY, "{}", "http://sut", 0, true, "", List.of()),
                new ReplayRequest("s", 0, Mode.FULL, "", "http://sut", 0, true, "", List.of()),
                new ReplayRequest("s", 0, Mode.FULL, "{}", "http://s", 0, true, "ut", List.of()),
                new ReplayRequest("s", 0, Mode.FULL, "{}", "http://sut", 1, true, "", List.of()),
                new ReplayRequest("s", 0, Mode.FULL, "{}", "http://sut", 0, false, "", List.of()),
                new ReplayRequest("s", 0, Mode.FULL, "{}", "http://sut", 0, true, "7", List.of()),
                new ReplayRequest("s", 0, Mode.FULL, "{}", "http://sut", 0, true, "", List.of("7")))
            .map(asked -> StartKey.of("k", asked).requestHash());

    assertThat(hashes).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words", "tab\t", "nul\0", "clé", "line\n"})
  void aKeyOfAnotherFormIsRefused(String key) {
    isRefused(key);
  }

  @Test
  void aKeyMayHaveAHundredAndTwentyEightCharacters() {
    assertThat(StartKey.of("k".repeat(128), ASKED).key()).hasSize(128);
    isRefused("k".repeat(129));
  }

  private static void isRefused(String key) {
    assertThatThrownBy(() -> StartKey.of(key, ASKED))
        .isInstanceOfSatisfying(
            AppException.class,
            failure -> assertThat(failure.code()).isEqualTo("IDEMPOTENCY_KEY_INVALID"))
        .hasMessageContaining("%d characters".formatted(key.length()));
  }
}
