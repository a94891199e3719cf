// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.rules;

import dev.reprise.capture.rules.Iptables.Family;
import dev.reprise.capture.rules.RedirectRules.Exceptions;
import dev.reprise.command.ExitStatus;
import dev.reprise.command.PortConverter;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells the kernel to lead connections to the proxy, or not to any more. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = {
      "Writes, shows or takes away the kernel's rules that lead TCP connections of this network"
          + " namespace to a proxy with --transparent-inbound-port or --transparent-outbound-port.",
      "Loopback, and what the proxy's own user sends, is left alone. Applying twice is applying"
          + " once, with the newest options; removing leaves nothing. Needs CAP_NET_ADMIN, but to"
          + " show."
    },
    footerHeading = "%nExample:%n",
    footer =
        "  capture-proxy rules apply --transparent-inbound-port 14145 --transparent-outbound-port"
            + " 14146 --exclude-inbound-port 14144")
public final class RulesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "apply|remove|show", description = "What to do.")
  private Action action = Action.SHOW;

  @Option(
      names = "--transparent-inbound-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "Where connections from others are led; left out, they are left alone.")
  private Optional<Integer> inboundPort = Optional.empty();

  @Option(
      names = "--transparent-outbound-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "Where connections to others are led; left out, they are left alone.")
  private Optional<Integer> outboundPort = Optional.empty();

  @Option(
      names = "--proxy-user",
      defaultValue = "65532",
      paramLabel = "UID",
      description =
          "Who the proxy runs as, by number; nobody else may (default: ${DEFAULT-VALUE}).")
  private int proxyUser;

  @Option(
      names = "--exclude-inbound-port",
      paramLabel = "PORT[-PORT]",
      split = ",",
      description =
          "Connections to these ports of the application are left alone; may be repeated.")
  private List<String> inboundPorts = List.of();

  @Option(
      names = "--exclude-outbound-port",
      paramLabel = "PORT[-PORT]",
      split = ",",
      description = "Connections to these ports of others are left alone; may be repeated.")
  private List<String> outboundPorts = List.of();

  @Option(
      names = "--exclude-address",
      paramLabel = "ADDRESS[/BITS]|HOST",
      split = ",",
      description =
          "Connections to these addresses, or to those that a host has now, are left alone; may be"
              + " repeated.")
  private List<String> addresses = List.of();

  @Option(
      names = "--with",
      paramLabel = "iptables|nft",
      description = "Who is told (default: iptables where it is installed, or else nft).")
  private Optional<Teller> teller = Optional.empty();

  /** What can be done with rules. */
  private enum Action {
    APPLY,
    REMOVE,
    SHOW
  }

  /** Who can be told. */
  private enum Teller {
    IPTABLES,
    NFT
  }

  @Override
  public Integer call() {
    var filter = filter(Programs.ofThisMachine());
    switch (action) {
      case APPLY -> {
        filter.apply(rules());
        say("The rules are applied.");
      }
      case REMOVE -> {
        filter.remove();
        say("The rules are removed.");
      }
      case SHOW -> print(filter.text(rules()));
    }
    return ExitStatus.OK;
  }

  private PacketFilter filter(Programs programs) {
    return switch (teller.orElseGet(() -> found(programs))) {
      case IPTABLES -> new Iptables(programs, families());
      case NFT -> new Nftables(programs);
    };
  }

  private static Teller found(Programs programs) {
    if (programs.has(Family.IPV4.program())) {
      return Teller.IPTABLES;
    }
    if (programs.has(Nftables.PROGRAM)) {
      return Teller.NFT;
    }
    throw new AppException(
        ErrorKind.USER,
        "RULES_UNAVAILABLE",
        "The rules cannot be told to the kernel: neither iptables nor nft is in one of "
            + programs.folders()
            + ".",
        "Install one of them: Debian's packages are iptables and nftables.");
  }

  private static List<Family> families() {
    return Files.exists(Path.of("/proc/net/if_inet6"))
        ? List.of(Family.IPV4, Family.IPV6)
        : List.of(Family.IPV4);
  }

  private RedirectRules rules() {
    if (inboundPort.isEmpty() && outboundPort.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "What is to be redirected? Give --transparent-inbound-port, --transparent-outbound-port,"
              + " or both.");
    }
    return new RedirectRules(
        port(inboundPort),
        port(outboundPort),
        proxyUser,
        new Exceptions(
            parsed(inboundPorts, PortRange::parse),
            parsed(outboundPorts, PortRange::parse),
            parsed(addresses, AddressRange::allOf).stream().flatMap(List::stream).toList()));
  }

  private OptionalInt port(Optional<Integer> given) {
    if (given.equals(Optional.of(0))) {
      throw new ParameterException(
          spec.commandLine(), "Rules need the port that the proxy listens on, not 0.");
    }
    return given.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private <T> List<T> parsed(List<String> texts, Function<String, T> parser) {
    try {
      return texts.stream().filter(text -> !text.isBlank()).map(parser).toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage() + ".", e);
    }
  }

  private void say(String words) {
    print(words + System.lineSeparator());
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }
}
