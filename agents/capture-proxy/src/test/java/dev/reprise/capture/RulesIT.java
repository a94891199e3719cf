// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.command.CommandLineSetup;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * Rules are told to a real kernel, in a network namespace of the test: {@link TransparentCaptureIT}
 * shows that they lead traffic. Needs root, iproute2, iptables and nftables.
 */
@Timeout(60)
class RulesIT {

  private static final String FOREIGN = "tcp --dport 81 -j REDIRECT --to-ports 82";

  private NetNamespace host;

  @BeforeEach
  void makeHost() throws Exception {
    host = NetNamespace.create("rules");
    for (String program : List.of("iptables", "ip6tables")) {
      var command = new ArrayList<>(List.of(program, "-t", "nat", "-A", "OUTPUT", "-p"));
      command.addAll(List.of(FOREIGN.split(" ")));
      host.tell(command.toArray(String[]::new));
      host.tell(
          program, "-t", "nat", "-A", "PREROUTING", "-p", "tcp", "--dport", "83", "-j", "RETURN");
    }
  }

  @AfterEach
  void endHost() {
    host.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables", "nft"})
  void areThereOnceWhenTheyWereAppliedTwiceAndGoneWhenRemoved(String teller) throws Exception {
    String before = rulesOfTheKernel();

    applied(teller, "25");
    String once = rulesOfTheKernel();
    applied(teller, "25");
    String twice = rulesOfTheKernel();
    removed(teller);
    String removed = rulesOfTheKernel();
    removed(teller);

    assertThat(once).isNotEqualTo(before).contains("14145", "14146", "9000-9010", "fd00:99::");
    assertThat(twice).isEqualTo(once);
    assertThat(removed).isEqualTo(before);
    assertThat(rulesOfTheKernel()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables", "nft"})
  void areThoseOfTheNewestOptions(String teller) throws Exception {
    applied(teller, "25");
    applied(teller, "26");

    assertThat(rulesOfTheKernel()).contains("dport 26").doesNotContain("dport 25");
  }

  @Test
  void ofTheOneTellerStayWhenTheOtherIsAskedToRemove() throws Exception {
    applied("iptables", "25");
    String before = rulesOfTheKernel();

    removed("nft");

    assertThat(rulesOfTheKernel()).isEqualTo(before);
  }

  @Test
  void thatTheKernelRefusesAreToldWithTheReason() throws Exception {
    var said = new StringWriter();

    int status =
        run(
            said,
            "rules",
            "apply",
            "--with",
            "nft",
            "--transparent-outbound-port",
            "1",
            "--proxy-user",
            "-2");

    assertThat(status).isEqualTo(2);
    assertThat(said.toString()).contains("'nft -f -' failed: ", "CAP_NET_ADMIN");
  }

  private void applied(String teller, String excludedPort) throws Exception {
    run(
        "rules",
        "apply",
        "--with",
        teller,
        "--transparent-inbound-port",
        "14145",
        "--transparent-outbound-port",
        "14146",
        "--exclude-inbound-port",
        "14144,9000-9010",
        "--exclude-outbound-port",
        excludedPort,
        "--exclude-address",
        "169.254.0.0/16,fd00:99::/64");
  }

  private void removed(String teller) throws Exception {
    run("rules", "remove", "--with", teller);
  }

  private void run(String... words) throws Exception {
    var said = new StringWriter();
    assertThat(run(said, words)).as(said::toString).isZero();
  }

  private int run(StringWriter said, String... words) throws Exception {
    return host.call(() ->
        CommandLineSetup.configure(new CommandLine(new CaptureCommand()))
            .setOut(new PrintWriter(said))
            .setErr(new PrintWriter(said))
            .execute(words));
  }

  /** Those of iptables are nftables' as well here, in tables of their own. */
  private String rulesOfTheKernel() throws Exception {
    // nft leaves out what IPv6's are redirected to, and says so.
    return (host.tell("nft", "list", "ruleset") + host.tell("ip6tables-save", "-t", "nat"))
        .replaceAll("(?m)^#.*$|counter packets \\d+ bytes \\d+|\\[\\d+:\\d+\\]", "");
  }
}
