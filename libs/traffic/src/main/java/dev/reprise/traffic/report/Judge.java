// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import dev.reprise.traffic.config.PathRule;
import dev.reprise.traffic.config.TestConfig.Assertions;
import dev.reprise.traffic.config.TestConfig.BodyChecks;
import dev.reprise.traffic.diff.Difference;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Tells by a config's assertions which differences fail a request.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class Judge {

  private static final int MAX_NUMBER_CHARS = 40;
  private static final Finding SUCCESS = new Finding(true, List.of(), 0);

  private final Assertions assertions;

  /** Judges by these assertions. */
  public Judge(Assertions assertions) {
    this.assertions = assertions;
  }

  /**
   * What an outcome is found to be.
   *
   * @param success whether an answer came and no difference counts
   * @param counted the differences that fail it; only the status where that is among them, since
   *     everything else follows from it
   * @param tolerated how many differences do not count
   */
  public record Finding(boolean success, List<Difference> counted, int tolerated) {}

  /** Judges an outcome. */
  public Finding judge(RequestOutcome outcome) {
    if (outcome.status() == 0) {
      var cause =
          new Difference(
              "answer",
              Difference.Kind.MISSING,
              String.valueOf(outcome.recordedStatus()),
              outcome.error());
      return new Finding(false, List.of(cause), 0);
    }
    if (outcome.differences().isEmpty()) {
      return SUCCESS;
    }
    var counted =
        outcome.differences().stream()
            .filter(difference -> counts(outcome.endpoint(), difference))
            .toList();
    int tolerated = outcome.differences().size() - counted.size();
    Optional<Difference> status =
        counted.stream().filter(one -> one.path().equals(Difference.STATUS)).findFirst();
    return new Finding(counted.isEmpty(), status.map(List::of).orElse(counted), tolerated);
  }

  /** Whether a difference fails a request to this endpoint. */
  public boolean counts(String endpoint, Difference difference) {
    String path = difference.path();
    if (path.equals(Difference.STATUS)) {
      return assertions.status();
    }
    if (path.startsWith(Difference.HEADER_PREFIX)) {
      return assertions.headers().contains(path.substring(Difference.HEADER_PREFIX.length()));
    }
    return !path.startsWith(Difference.BODY) || countsInBody(endpoint, difference);
  }

  private boolean countsInBody(String endpoint, Difference difference) {
    var body = assertions.body();
    if (!body.enabled()) {
      return false;
    }
    // The body as a whole, where it is not JSON, is its root.
    String path =
        difference.path().equals(Difference.BODY)
            ? "$"
            : difference.path().substring(Difference.BODY.length() + 1);
    if (isCovered(body.ignore(), endpoint, path)) {
      return false;
    }
    if (!body.only().isEmpty() && !isCovered(body.only(), endpoint, path)) {
      return false;
    }
    return switch (difference.kind()) {
      case ORDER -> !isCovered(body.unordered(), endpoint, path);
      case CHANGED -> !isWithinTolerance(body, difference);
      case MISSING, ADDED, TYPE, LENGTH -> true;
    };
  }

  private static boolean isCovered(List<PathRule> rules, String endpoint, String path) {
    return rules.stream().anyMatch(rule -> rule.covers(endpoint, path));
  }

  private static boolean isWithinTolerance(BodyChecks body, Difference difference) {
    if (body.tolerance() == 0) {
      return false;
    }
    var expected = number(difference.expected());
    var actual = number(difference.actual());
    return expected.isPresent()
        && actual.isPresent()
        && expected.get().subtract(actual.get()).abs().compareTo(new BigDecimal(body.tolerance()))
            <= 0;
  }

  private static Optional<BigDecimal> number(String text) {
    if (!text.matches("-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
        || text.length() > MAX_NUMBER_CHARS) {
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(text));
  }
}
