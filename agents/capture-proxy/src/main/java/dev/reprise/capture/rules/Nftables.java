// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.rules;

import java.util.List;

/** A table of our own for both families of addresses, which comes and goes as a whole. */
record Nftables(Programs programs) implements PacketFilter {

  static final String PROGRAM = "nft";

  // The first line makes sure that there is one to delete; all of a file is one transaction.
  private static final String NO_TABLE = "table inet reprise\ndelete table inet reprise\n";
  private static final List<String> READ_FILE = List.of(PROGRAM, "-f", "-");

  @Override
  public String text(RedirectRules rules) {
    var text = new StringBuilder(NO_TABLE).append("table inet reprise {\n");
    if (rules.inboundPort().isPresent()) {
      text.append(
          "\tchain inbound {\n\t\ttype nat hook prerouting priority -100; policy accept;\n");
      line(text, "iifname \"lo\" return");
      ports(text, rules.exceptions().inboundPorts());
      line(text, "meta l4proto tcp redirect to :" + rules.inboundPort().getAsInt());
      text.append("\t}\n");
    }
    if (rules.outboundPort().isPresent()) {
      text.append("\tchain outbound {\n\t\ttype nat hook output priority -100; policy accept;\n");
      line(text, "meta skuid " + rules.proxyUser() + " return");
      line(text, "oifname \"lo\" return");
      for (AddressRange range : rules.exceptions().addresses()) {
        line(text, (range.isIpv6() ? "ip6" : "ip") + " daddr " + range + " return");
      }
      ports(text, rules.exceptions().outboundPorts());
      line(text, "meta l4proto tcp redirect to :" + rules.outboundPort().getAsInt());
      text.append("\t}\n");
    }
    return text.append("}\n").toString();
  }

  @Override
  public void apply(RedirectRules rules) {
    programs.mustRun(READ_FILE, text(rules));
  }

  @Override
  public void remove() {
    programs.mustRun(READ_FILE, NO_TABLE);
  }

  private static void ports(StringBuilder text, List<PortRange> ranges) {
    ranges.forEach(range -> line(text, "tcp dport " + range.joined("-") + " return"));
  }

  private static void line(StringBuilder text, String rule) {
    text.append("\t\t").append(rule).append('\n');
  }
}
