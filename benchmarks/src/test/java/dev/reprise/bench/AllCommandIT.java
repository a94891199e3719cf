// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.bench.process.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllCommandIT {

  @TempDir Path nothingBuilt;

  @Test
  void goesOnAfterABenchmarkThatFailsAndFailsAtTheEnd() throws Exception {
    var ended = bench("all", "--quick", "--own-only", "--only", "responder,replays");

    assertThat(ended.status()).as(ended.printed()).isEqualTo(1);
    assertThat(ended.printed())
        .contains("The responder is not built", "The command line is not built")
        .containsPattern("\\| responder \\| \\d+ \\| \\*\\*failed\\*\\* with status 3 \\|")
        .containsPattern("\\| replays \\| \\d+ \\| \\*\\*failed\\*\\* with status 3 \\|");
  }

  @Test
  void leavesOutWhatHasNoTimeAndFails() throws Exception {
    var ended = bench("all", "--minutes", "0", "--only", "micro");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.printed()).contains("| micro | 0 | **left out**: the time was over |");
  }

  @Test
  void refusesABenchmarkThatThereIsNot() throws Exception {
    var ended = bench("all", "--only", "responder,repalys");

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.printed()).contains("no benchmark 'repalys'", "replays");
  }

  private record Ended(int status, String printed) {}

  private Ended bench(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(Project.java(), "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(BenchMain.class.getName());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("REPRISE_ROOT", nothingBuilt.toString());
    var process = builder.start();
    process.getOutputStream().close();
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), printed);
  }
}
