// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

class CaptureOptionsTest {

  private static final String[] GIVEN = {
    "--service",
    "shop",
    "--app-port",
    "8080",
    "--app-host",
    "::1",
    "--inbound-port",
    "18080",
    "--map",
    "pay.test=127.0.0.1:9102",
    "--map",
    "a.test=b.test",
    "--exclude",
    "*.internal",
    "--upstream-ca",
    "folder/ca.pem",
    "--upstream-insecure",
    "--body-limit",
    "1024",
    "--spool-limit",
    "4096"
  };

  @Test
  void whatIsPassedOnMeansTheSameThere() {
    var here = parsed(GIVEN);

    var there = parsed(here.arguments().toArray(String[]::new));

    assertThat(there).usingRecursiveComparison().ignoringFields("mixee").isEqualTo(here);
    assertThat(there.appPort()).isEqualTo(8080);
    assertThat(there.appHost()).isEqualTo("::1");
    assertThat(there.inboundPort()).isEqualTo(18080);
    assertThat(there.hostMap()).containsExactly("pay.test=127.0.0.1:9102", "a.test=b.test");
    assertThat(there.exclusions()).containsExactly("*.internal");
    assertThat(there.upstreamCas()).containsExactly(Path.of("folder/ca.pem"));
    assertThat(there.isUpstreamInsecure()).isTrue();
    assertThat(there.bodyLimitBytes()).contains(1024);
    assertThat(there.spoolLimitBytes()).isEqualTo(4096);
  }

  @Test
  void onlyWhatWasGivenIsPassedOnAndNothingOfWhoeverMixesItIn() {
    assertThat(parsed("--service", "shop").arguments()).isEmpty();
    assertThat(parsed("--service", "shop", "--app-port=1").arguments())
        .isEqualTo(List.of("--app-port", "1"));
  }

  private static CaptureOptions parsed(String... arguments) {
    var program = new Program();
    assertThat(new CommandLine(program).execute(arguments)).isZero();
    return program.options;
  }

  @Command(name = "program")
  private static final class Program implements Callable<Integer> {
    @Mixin private final CaptureOptions options = new CaptureOptions();

    @Option(names = "--service")
    @SuppressWarnings("UnusedVariable") // an option of the program's own
    private String service = "";

    @Override
    public Integer call() {
      return 0;
    }
  }
}
