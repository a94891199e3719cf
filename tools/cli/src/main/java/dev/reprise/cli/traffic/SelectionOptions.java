// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.traffic;

import dev.reprise.proto.query.v1.Selection;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options by which commands choose pairs. */
public final class SelectionOptions {

  private static final Pattern AGO = Pattern.compile("(\\d+)(s|m|h|d)");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-f", "--filter"},
      defaultValue = "",
      paramLabel = "FILTER",
      description =
          "Which pairs, e.g. 'direction = IN AND status >= 500' (docs/filter-language.md).")
  private String filter = "";

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "From this time on: ISO-8601, or a while ago such as 15m, 2h, 1d.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Before this time: ISO-8601, or a while ago such as 15m, 2h, 1d.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--replay",
      defaultValue = "",
      paramLabel = "ID",
      description = "Only pairs seen in this replay.")
  private String replayId = "";

  @Option(names = "--include-replays", description = "Pairs seen in replays, too.")
  private boolean isWithReplays;

  /** The filter as given. */
  public String filter() {
    return filter;
  }

  /** The start in nanoseconds since the epoch, or 0. */
  public long fromNanos() {
    return from.map(text -> nanos("--from", text)).orElse(0L);
  }

  /** The end in nanoseconds since the epoch, or 0. */
  public long toNanos() {
    return to.map(text -> nanos("--to", text)).orElse(0L);
  }

  /** Whether pairs seen in replays count. */
  public boolean isWithReplays() {
    return isWithReplays;
  }

  /** What the services understand. */
  public Selection selection() {
    return Selection.newBuilder()
        .setFilter(filter)
        .setFromNanos(fromNanos())
        .setToNanos(toNanos())
        .setReplayId(replayId)
        .setIncludeReplays(isWithReplays)
        .build();
  }

  private long nanos(String option, String text) {
    var ago = AGO.matcher(text.toLowerCase(Locale.ROOT));
    Instant moment;
    if (ago.matches()) {
      moment = Instant.now().minus(duration(Long.parseLong(ago.group(1)), ago.group(2)));
    } else {
      try {
        moment = Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw new ParameterException(
            spec.commandLine(),
            "%s: '%s' is not a time. Give ISO-8601 in UTC, e.g. 2026-11-23T10:00:00Z, or a while ago, e.g. 15m."
                .formatted(option, text),
            e);
      }
    }
    return moment.getEpochSecond() * 1_000_000_000L + moment.getNano();
  }

  private static Duration duration(long count, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
