// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.key;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.proto.access.v1.CreateKeyRequest;
import dev.reprise.proto.access.v1.KeyRole;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an API key. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = {
      "Makes an API key and shows it, this once.",
      "It is stored nowhere; put it where its holder finds it, as REPRISE_API_KEY or in a file for --api-key-file."
    },
    footerHeading = "%nExample:%n",
    footer = "  reprise key create shop-proxy --role recorder --service shop")
final class KeyCreateCommand implements Runnable {

  @Mixin private CommandContext context = new CommandContext();

  @Parameters(
      paramLabel = "NAME",
      description =
          "Lower-case letters, digits, '-' and '.', at most 63; no key that holds has it.")
  private String name = "";

  @Option(
      names = "--role",
      required = true,
      paramLabel = "recorder|viewer|editor|admin",
      description =
          "What its holder may do: hand in recorded pairs and nothing else; see traffic with its"
              + " credentials hidden; see it whole and make snapshots and replays; everything.")
  private Role role = Role.VIEWER;

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "Only for pairs of this recorded service; may be repeated. For recorders.")
  private List<String> services = List.of();

  @Option(
      names = "--expires",
      defaultValue = "90d",
      paramLabel = "WHEN",
      converter = Expiry.Converter.class,
      description =
          "When it ends: after so long, e.g. 12h or 90d, at a time, or never (default:"
              + " ${DEFAULT-VALUE}).")
  private Expiry expires = new Expiry.Never();

  /** The roles that a key can have, as they are typed. */
  enum Role {
    RECORDER(KeyRole.KEY_ROLE_RECORDER),
    VIEWER(KeyRole.KEY_ROLE_VIEWER),
    EDITOR(KeyRole.KEY_ROLE_EDITOR),
    ADMIN(KeyRole.KEY_ROLE_ADMIN);

    private final KeyRole message;

    Role(KeyRole message) {
      this.message = message;
    }
  }

  @Override
  public void run() {
    var made =
        context
            .keys()
            .createKey(
                CreateKeyRequest.newBuilder()
                    .setName(name)
                    .setRole(role.message)
                    .addAllServices(services)
                    .setExpiresNanos(expires.epochNanos(context.environment().clock()))
                    .build());
    var printer = context.printer();
    var facts = KeyView.facts(made.getKey(), printer);
    facts.put("key", made.getSecret());
    printer.detail(facts);
  }
}
