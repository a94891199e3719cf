// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script as bash runs it. */
class CompletionTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "tr ~ traffic",
        "de ~ demo",
        "traffic s ~ show",
        "traffic list --fi ~ --filter",
        "traffic list --output y ~ yaml",
        "traffic show --raw --part response- ~ response-body",
        "snapshot re ~ refresh",
        "completion z ~ zsh",
      })
  void completes(String typed, String completed) throws Exception {
    for (String shell : new String[] {"bash", "zsh"}) {
      assertThat(completions(shell, typed)).as(shell + ": " + typed).isEqualTo(completed);
    }
  }

  /** Both scripts are read by bash; that zsh understands its own is not shown here. */
  private String completions(String shell, String typed) throws IOException {
    Path script = folder.resolve("completion.sh");
    try (var cli = new CommandLineUnderTest(folder)) {
      Files.writeString(script, cli.run("completion", shell).out());
    }
    String line = "./reprise " + typed;
    String words = "'" + String.join("' '", line.split(" ")) + "'";
    var bash =
        new ProcessBuilder(
                "bash",
                "-c",
                """
                source "$1"
                compopt() { :; } # works inside a completion only
                COMP_LINE="$2"; COMP_POINT=${#2}; COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                complete -p reprise > /dev/null || exit 9
                _complete_reprise
                echo "${COMPREPLY[@]}"
                """
                    .formatted(words),
                "bash",
                script.toString(),
                line)
            .redirectErrorStream(true)
            .start();
    return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
