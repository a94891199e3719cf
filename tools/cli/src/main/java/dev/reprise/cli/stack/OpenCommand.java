// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.stack;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.context.Service;
import dev.reprise.proto.query.v1.CreateSignInRequest;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens the web page, signed in. */
@Command(
    name = "open",
    mixinStandardHelpOptions = true,
    description = {
      "Opens the web page in a browser, signed in, and prints its address.",
      "The address works once, for five minutes; the browser then has a session of seven days."
    })
public final class OpenCommand implements Runnable {

  @Mixin private CommandContext context = new CommandContext();

  @Parameters(
      arity = "0..1",
      defaultValue = "/traffic",
      paramLabel = "PATH",
      description = "Which view, e.g. /snapshots (default: ${DEFAULT-VALUE}).")
  private String path = "/traffic";

  @Option(names = "--print", description = "Only print the address.")
  private boolean isOnlyPrinting;

  @Override
  public void run() {
    var code = context.query().createSignIn(CreateSignInRequest.getDefaultInstance()).getCode();
    var view = path.startsWith("/") ? path : "/" + path;
    var address =
        "http://%s%s%scode=%s"
            .formatted(context.address(Service.QUERY), view, view.contains("?") ? "&" : "?", code);
    context.printer().text(address);
    if (!isOnlyPrinting) {
      show(address);
    }
  }

  private static void show(String address) {
    var opener = System.getProperty("os.name").startsWith("Mac") ? "open" : "xdg-open";
    try {
      new ProcessBuilder(List.of(opener, address))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException _) {
      // A machine without a desktop: whoever sees the address opens it.
    }
  }
}
