// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import dev.reprise.traffic.config.PathRule;
import dev.reprise.traffic.report.Report.EndpointFigures;
import dev.reprise.traffic.report.Report.Latency;
import dev.reprise.traffic.report.Report.MockFigures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Figures as reports show them to people. */
final class Shown {

  private static final String NONE = "-";
  private static final String BODY = "body.";

  private Shown() {}

  /** A figure as people write it: 99.9, 100, 0.5. */
  static String figure(double value) {
    return BigDecimal.valueOf(value)
        .setScale(3, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** Milliseconds: to a tenth, from 100 on to a whole one. */
  static String millis(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.1f", value);
  }

  /** A figure of a distribution in milliseconds; a dash where nothing was measured. */
  static String millis(Latency latency, ToDoubleFunction<Latency> which) {
    return latency.count() == 0 ? NONE : millis(which.applyAsDouble(latency));
  }

  /** How many calls came; where none did, of how many. */
  static String calls(MockFigures mocks) {
    return mocks.calls() == 0 && mocks.recorded() > 0
        ? "0 of " + mocks.recorded() + " recorded"
        : String.valueOf(mocks.calls());
  }

  /** How many calls matched; a dash where none came. */
  static String matched(MockFigures mocks) {
    return mocks.calls() == 0 ? NONE : figure(mocks.matchPercent()) + " %";
  }

  /** How many requests succeeded. */
  static String success(EndpointFigures endpoint) {
    return figure(endpoint.successPercent()) + " %";
  }

  /** Requests in a second: to a tenth, from 100 on to a whole one. */
  static String rate(double perSecond) {
    return millis(perSecond);
  }

  /** How a difference that is right is allowed in the test config; told of the first in a body. */
  static Optional<String> allowance(Report report) {
    return report.causes().stream()
        .filter(cause -> cause.path().startsWith(BODY + "$"))
        .map(cause -> cause.endpoint() + " " + cause.path().substring(BODY.length()))
        .filter(PathRule::isOne)
        .findFirst()
        .map(rule ->
            "Where one is right, allow it in the test config: assertions: {body: {ignore: [\"%s\"]}}"
                .formatted(rule.replace("\\", "\\\\").replace("\"", "\\\"")));
  }
}
