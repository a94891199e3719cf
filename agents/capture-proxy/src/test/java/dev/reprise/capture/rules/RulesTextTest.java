// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.capture.rules.Iptables.Family;
import dev.reprise.capture.rules.RedirectRules.Exceptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact text of the rules: golden files, which {@code -Dgolden.update=true} writes anew. */
class RulesTextTest {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "rules");
  private static final Programs NONE = new Programs(List.of());
  private static final OptionalInt LEFT_ALONE = OptionalInt.empty();

  record Case(String name, RedirectRules rules) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    var none = new Exceptions(List.of(), List.of(), List.of());
    return Stream.of(
        new Case(
            "both-with-exceptions",
            new RedirectRules(
                OptionalInt.of(14145),
                OptionalInt.of(14146),
                65532,
                new Exceptions(
                    Stream.of("14144", "9000-9010").map(PortRange::parse).toList(),
                    Stream.of("25", "5432").map(PortRange::parse).toList(),
                    Stream.of("10.96.0.1", "169.254.0.0/16", "fd00:99::/64")
                        .map(AddressRange::parse)
                        .toList()))),
        new Case("inbound", new RedirectRules(OptionalInt.of(14145), LEFT_ALONE, 65532, none)),
        new Case("outbound", new RedirectRules(LEFT_ALONE, OptionalInt.of(14146), 1000, none)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void writesForIptables(Case each) throws IOException {
    var iptables = new Iptables(NONE, List.of(Family.IPV4, Family.IPV6));

    assertGolden(each.name() + ".iptables", iptables.text(each.rules()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void writesForNftables(Case each) throws IOException {
    assertGolden(each.name() + ".nft", new Nftables(NONE).text(each.rules()));
  }

  @Test
  void leavesIpv6OutWhereTheMachineHasNone() {
    var iptables = new Iptables(NONE, List.of(Family.IPV4));

    assertThat(iptables.text(cases().findFirst().orElseThrow().rules()))
        .doesNotContain("ip6tables", "fd00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "9-8", "1-", "-1", "http", "1-2-3", ""})
  void refusesWhatIsNoRangeOfPorts(String text) {
    assertThatThrownBy(() -> PortRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/33", "fd00::/129", "10.0.0/8", "pay.test", "::1/", "1.2.3.4/-1"})
  void refusesWhatIsNoRangeOfAddresses(String text) {
    assertThatThrownBy(() -> AddressRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text.substring(0, 3));
  }

  @Test
  void looksUpTheAddressesOfAHost() {
    assertThat(AddressRange.allOf("localhost"))
        .isNotEmpty()
        .allSatisfy(range -> assertThat(range.address().isLoopbackAddress()).isTrue());
    assertThat(AddressRange.allOf("10.0.0.0/8")).hasToString("[10.0.0.0/8]");
    assertThat(AddressRange.allOf("fd00::1")).hasToString("[fd00:0:0:0:0:0:0:1/128]");
  }

  @ParameterizedTest
  @CsvSource({"10.1.2.3,10.1.2.3/32", "10.0.0.0/8,10.0.0.0/8", "fd00::/8,fd00:0:0:0:0:0:0:0/8"})
  void readsRangesOfAddresses(String text, String range) {
    assertThat(AddressRange.parse(text)).hasToString(range);
  }

  private static void assertGolden(String name, String text) throws IOException {
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }
}
