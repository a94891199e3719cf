// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * Two chains of our own in the nat table of each family of addresses, and a jump to each from the
 * chain that the kernel asks. Chains are written anew in one transaction with the jumps that lack.
 *
 * @param families the machine's: IPv6 may be switched off
 */
record Iptables(Programs programs, List<Family> families) implements PacketFilter {

  private static final String INBOUND = "REPRISE_INBOUND";
  private static final String OUTBOUND = "REPRISE_OUTBOUND";
  private static final List<Jump> JUMPS =
      List.of(new Jump("PREROUTING", INBOUND), new Jump("OUTPUT", OUTBOUND));
  private static final String BEGIN =
      "*nat\n:%s - [0:0]\n:%s - [0:0]\n".formatted(INBOUND, OUTBOUND);
  private static final String END = "COMMIT\n";

  /** A family of addresses, and the program that is told its rules. */
  enum Family {
    IPV4("iptables"),
    IPV6("ip6tables");

    private final String program;

    Family(String program) {
      this.program = program;
    }

    String program() {
      return program;
    }
  }

  private record Jump(String from, String to) {

    List<String> rule() {
      return List.of(from, "-p", "tcp", "-j", to);
    }

    String line(String command) {
      return command + " " + String.join(" ", rule()) + "\n";
    }
  }

  Iptables {
    families = List.copyOf(families);
  }

  @Override
  public String text(RedirectRules rules) {
    var text = new StringBuilder();
    for (Family family : families) {
      text.append("# ").append(String.join(" ", restore(family))).append('\n');
      text.append(BEGIN).append(rules(family, rules));
      JUMPS.forEach(jump -> text.append(jump.line("-A")));
      text.append(END);
    }
    return text.toString();
  }

  @Override
  public void apply(RedirectRules rules) {
    for (Family family : families) {
      var text = new StringBuilder(BEGIN).append(rules(family, rules));
      for (Jump jump : JUMPS) {
        if (!isThere(family, jump)) {
          text.append(jump.line("-A"));
        }
      }
      programs.mustRun(restore(family), text.append(END).toString());
    }
  }

  @Override
  public void remove() {
    for (Family family : families) {
      var text = new StringBuilder(BEGIN); // makes sure that there is something to take away
      for (Jump jump : JUMPS) {
        if (isThere(family, jump)) {
          text.append(jump.line("-D"));
        }
      }
      text.append("-X ").append(INBOUND).append("\n-X ").append(OUTBOUND).append('\n');
      programs.mustRun(restore(family), text.append(END).toString());
    }
  }

  private boolean isThere(Family family, Jump jump) {
    var command = new ArrayList<>(List.of(family.program(), "-w", "-t", "nat", "-C"));
    command.addAll(jump.rule());
    return programs.run(command, "").isOk();
  }

  private static List<String> restore(Family family) {
    return List.of(family.program() + "-restore", "-w", "--noflush");
  }

  private static String rules(Family family, RedirectRules rules) {
    var text = new StringBuilder();
    if (rules.inboundPort().isPresent()) {
      line(text, INBOUND, "-i lo -j RETURN");
      ports(text, INBOUND, rules.exceptions().inboundPorts());
      line(text, INBOUND, "-p tcp -j REDIRECT --to-ports " + rules.inboundPort().getAsInt());
    }
    if (rules.outboundPort().isPresent()) {
      line(text, OUTBOUND, "-m owner --uid-owner " + rules.proxyUser() + " -j RETURN");
      line(text, OUTBOUND, "-o lo -j RETURN");
      for (AddressRange range : rules.exceptions().addresses()) {
        if (range.isIpv6() == (family == Family.IPV6)) {
          line(text, OUTBOUND, "-d " + range + " -j RETURN");
        }
      }
      ports(text, OUTBOUND, rules.exceptions().outboundPorts());
      line(text, OUTBOUND, "-p tcp -j REDIRECT --to-ports " + rules.outboundPort().getAsInt());
    }
    return text.toString();
  }

  private static void ports(StringBuilder text, String chain, List<PortRange> ranges) {
    ranges.forEach(
        range -> line(text, chain, "-p tcp --dport " + range.joined(":") + " -j RETURN"));
  }

  private static void line(StringBuilder text, String chain, String rule) {
    text.append("-A ").append(chain).append(' ').append(rule).append('\n');
  }
}
