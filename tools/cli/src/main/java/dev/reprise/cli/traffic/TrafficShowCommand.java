// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.traffic;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.proto.map.PairMapper;
import dev.reprise.proto.query.v1.GetPairRequest;
import dev.reprise.traffic.display.Display;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Shows one pair in full. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows one pair in full.",
      "Who spoke with whom and when, request and response with headers and decoded bodies, "
          + "what was cut, and what was redacted before it was stored. Credentials are hidden "
          + "unless --reveal is given."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  reprise traffic show 01K9ZB3V5T7R2W8QXN4M6PDHJC/12",
      "  reprise traffic show 01K9ZB3V5T7R2W8QXN4M6PDHJC/12 --output json | jq .response.body.text",
      "  reprise traffic show 01K9ZB3V5T7R2W8QXN4M6PDHJC/12 --raw --part response-body | gunzip"
    })
final class TrafficShowCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private CommandContext context = new CommandContext();

  @Parameters(
      paramLabel = "ID",
      converter = IdConverter.class,
      description = "The pair, as 'reprise traffic list' names it: capture/number.")
  private Optional<PairId> id = Optional.empty();

  @Option(
      names = "--reveal",
      description = "Show credentials, and bodies that are no text as base64.")
  private boolean isRevealing;

  @Option(
      names = "--raw",
      description =
          "Print the bytes as they were on the wire, credentials included: heads as sent, bodies"
              + " with their content encoding, chunks joined.")
  private boolean isRaw;

  @Option(
      names = "--part",
      paramLabel = "PART",
      description =
          "With --raw: request, response, request-body or response-body (default: request and response).")
  private Optional<RawPair.Part> part = Optional.empty();

  /** Reads what {@link PairId#toString} writes. */
  static final class IdConverter implements ITypeConverter<PairId> {
    @Override
    public PairId convert(String text) {
      try {
        return PairId.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'%s' is no id of a pair. Take one from 'reprise traffic list', e.g. 01K9ZB3V5T7R2W8QXN4M6PDHJC/12."
                .formatted(text));
      }
    }
  }

  @Override
  public void run() {
    if (part.isPresent() && !isRaw) {
      throw new ParameterException(spec.commandLine(), "--part goes with --raw only. Add --raw.");
    }
    var pair = fetch(id.orElseThrow());
    if (isRaw) {
      RawPair.write(pair, part, context.environment().out());
      return;
    }
    var display = isRevealing ? Display.REVEALING : Display.HIDING;
    var printer = context.printer();
    if (printer.isForPeople()) {
      printer.text(new PairText(pair, display, printer).toString());
    } else {
      printer.detail(PairFacts.of(pair, display));
    }
  }

  private RRPair fetch(PairId wanted) {
    var request =
        GetPairRequest.newBuilder()
            .setId(PairMapper.toProto(wanted))
            .setRequireWhole(isRevealing || isRaw)
            .build();
    return PairMapper.fromProto(context.query().getPair(request));
  }
}
