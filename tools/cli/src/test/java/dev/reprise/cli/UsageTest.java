// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that were called wrongly: what, which value, the rule, the remedy, and status 2. */
class UsageTest {

  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "nope ~ There is no command 'nope'.",
        "trafic list ~ There is no command 'trafic'. Did you mean 'traffic'?",
        "traffic lst ~ Did you mean 'list'?",
        "traffic list --limti 3 ~ There is no option '--limti'. Did you mean '--limit'?",
        "traffic list more ~ Nothing takes the argument 'more'.",
        "traffic list --limit 0 ~ '0' is not how many; give a number from 1 to 999999999.",
        "traffic list --limit many ~ '--limit'",
        "traffic list --output xml ~ --output cannot be 'xml'; it is one of table, json, yaml.",
        "traffic list --from yesterday ~ 'yesterday' is no time. Give ISO-8601",
        "traffic list --to 15x ~ '15x' is no time. Give ISO-8601",
        "traffic show ~ Missing required parameter: 'ID'",
        "traffic show 12 ~ '12' is no id of a pair. Take one from 'reprise traffic list'",
        "traffic show shop-1/x ~ 'shop-1/x' is no id of a pair.",
        "traffic show shop-1/0 ~ 'shop-1/0' is no id of a pair.",
        "traffic show shop-1/1 --part request ~ --part goes with --raw only. Add --raw.",
        "traffic show shop-1/1 --raw --part all ~ --part cannot be 'all'; it is one of request, response, request-body, response-body.",
        "snapshot create ~ Missing required parameter: 'NAME'",
        "snapshot create shop --replay r1 ~ There is no option '--replay'.",
        "snapshot refresh shop --filter x ~ There is no option '--filter'.",
        "snapshot show shop --snapshot-version 0 ~ '0' is not how many",
        "replay ~ Missing required parameter: 'SNAPSHOT'",
        "replay shop ~ Where is the application? Give --app-port PORT",
        "replay shop --app-port 70000 ~ '70000' is no port; ports are 0 to 65535.",
        "replay shop --target http://a --fast --speed 2 ~ --fast has no gaps to divide",
        "replay shop --target http://a --config /nowhere.yaml ~ /nowhere.yaml cannot be read",
        "replay shop --target http://a --mock-latency soon ~ latency",
        "mock ~ Missing required parameter: 'SNAPSHOT'",
        "record ~ What is to be recorded? Give --app-port PORT",
        "record --app-port x ~ 'x' is no port",
        "record --app-port 8080 --duration 0 ~ '0' is not how many",
        "record --app-port 8080 --body-limit -1 ~ '-1' is not how many",
        "logs --lines none ~ 'none' is not how many",
        "logs nobody ~ There is no log of a part 'nobody'",
        "completion ~ Missing required parameter: 'SHELL'",
        "completion fish ~ SHELL cannot be 'fish'; it is one of bash, zsh.",
        "report show ~ Missing required parameter: 'REPLAY'",
      })
  void isToldInAFewWords(String command, String words) {
    try (var cli = new CommandLineUnderTest(home)) {
      var result = run(cli, command);

      assertThat(result.err()).contains(words).doesNotContain("\tat ", "Exception");
      assertThat(result.err().lines().count()).as(result.err()).isLessThan(8);
      assertThat(result.out()).isEmpty();
      assertThat(result.status()).isEqualTo(2);
      assertThat(cli.replays.started).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "traffic", "snapshot", "report"})
  void aGroupCalledAloneShowsWhatItHolds(String group) {
    try (var cli = new CommandLineUnderTest(home)) {
      var result = cli.run(group.isEmpty() ? new String[0] : new String[] {group});

      assertThat(result.status()).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .startsWith(("Usage: reprise " + group).strip())
          .contains("Commands:");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mock shop -- ", "record -- "})
  void aCommandThatIsNotThereIsNamed(String command) throws IOException {
    try (var cli = new CommandLineUnderTest(home)) {
      cli.replays.responderCa(Files.readString(Path.of("src/test/resources/ca.pem")));

      var result = run(cli, command + "no-such-program --with option");

      assertThat(result.status()).isEqualTo(2);
      assertThat(result.err())
          .contains("The command 'no-such-program' could not be started: there is no such program.")
          .contains("give its full path if it is not on PATH");
    }
  }

  private CommandLineUnderTest.Result run(CommandLineUnderTest cli, String command) {
    List<String> words = List.of(command.split(" "));
    int end = words.indexOf("--");
    boolean isKnown = !List.of("nope", "trafic", "completion").contains(words.getFirst());
    var all = new ArrayList<>(words);
    if (isKnown) {
      all.addAll(end < 0 ? words.size() : end, List.of("--home", home.toString()));
    }
    return cli.run(all.toArray(String[]::new));
  }
}
