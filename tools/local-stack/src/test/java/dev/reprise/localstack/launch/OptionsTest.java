// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.localstack.launch.Options.Option;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

  private static final List<Option> KNOWN =
      List.of(Option.required("--port", "the port"), Option.of("--hours", "24", "how long"));

  private final List<String> problems = new ArrayList<>();

  @Test
  void takeWhatIsGivenAndTheDefaultOfWhatIsNot() {
    var values = Options.read(KNOWN, new String[] {"--port", "1"}, problems);

    assertThat(values).containsEntry("--port", "1").containsEntry("--hours", "24");
    assertThat(problems).isEmpty();
  }

  @Test
  void tellAllThatIsWrong() {
    Options.read(KNOWN, new String[] {"--prot", "1", "--hours"}, problems);

    assertThat(problems)
        .containsExactly(
            "there is no option '--prot'",
            "option --hours needs a value",
            "option --port is missing");
  }
}
