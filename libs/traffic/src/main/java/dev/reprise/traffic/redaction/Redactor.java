// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.redaction;

import dev.reprise.traffic.pair.Mark;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Redaction;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.redaction.PlacePattern.Area;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes values out of pairs as rules say, and notes in each pair what was taken out and by which
 * rule.
 *
 * <p><b>Threads:</b> any.
 *
 * <p><b>Cost:</b> nothing without rules; a body is decoded and parsed once where a rule reaches
 * into bodies of its type.
 */
public final class Redactor {

  private static final String REQUEST = "request";
  private static final String RESPONSE = "response";

  private final boolean idle;
  private final HeaderRedaction requestHeaders;
  private final HeaderRedaction responseHeaders;
  private final BodyRedaction requestBody;
  private final BodyRedaction responseBody;
  private final List<RedactionRule> queryRules;
  private final Parameters parameters;

  /**
   * @param key makes tokens; the same key makes the same tokens
   */
  public Redactor(List<RedactionRule> rules, String key) {
    var replacements = new Replacements(key);
    idle = rules.isEmpty();
    requestHeaders = new HeaderRedaction(REQUEST, rules, replacements);
    responseHeaders = new HeaderRedaction(RESPONSE, rules, replacements);
    requestBody = new BodyRedaction(REQUEST, rules, replacements);
    responseBody = new BodyRedaction(RESPONSE, rules, replacements);
    queryRules = rules.stream().filter(rule -> rule.place().reaches(REQUEST, Area.QUERY)).toList();
    parameters = new Parameters(replacements);
  }

  /** The pair as it may be kept; the same pair when nothing was taken out. */
  public RRPair redact(RRPair pair) {
    if (idle) {
      return pair;
    }
    var found = new ArrayList<Redaction>();
    var request = redact(pair.request(), found);
    var answer = redact(pair.answer(), found);
    return found.isEmpty() ? pair : pair.withMessages(request, answer, notes(pair, answer, found));
  }

  private Request redact(Request request, List<Redaction> found) {
    return new Request(
        request.method(),
        request.scheme(),
        request.authority(),
        target(request, found),
        request.version(),
        requestHeaders.redact(request.headers(), found),
        requestBody.redact(request.headers(), request.body(), found),
        requestHeaders.redact(request.trailers(), found));
  }

  private @Nullable Response redact(@Nullable Response answer, List<Redaction> found) {
    return answer == null
        ? null
        : new Response(
            answer.status(),
            answer.reason(),
            answer.version(),
            responseHeaders.redact(answer.headers(), found),
            responseBody.redact(answer.headers(), answer.body(), found),
            responseHeaders.redact(answer.trailers(), found));
  }

  private String target(Request request, List<Redaction> found) {
    if (queryRules.isEmpty() || request.query().isEmpty()) {
      return request.target();
    }
    var query =
        parameters.redact(
            request.query(),
            this::queryRule,
            (name, rule) -> found.add(new Redaction("request.query." + name, rule.name())));
    return request.path() + "?" + query;
  }

  private Optional<RedactionRule> queryRule(String name) {
    return queryRules.stream().filter(rule -> rule.place().names(name)).findFirst();
  }

  private static RRPair.Notes notes(RRPair pair, @Nullable Response answer, List<Redaction> found) {
    var marks = EnumSet.noneOf(Mark.class);
    marks.addAll(pair.notes().marks());
    var redactions = new ArrayList<>(pair.notes().redactions());
    redactions.addAll(found);
    for (Redaction redaction : found) { // a body that was removed whole counts as truncated
      if (redaction.place().equals(REQUEST + ".body") && pair.request().body().wireBytes() > 0) {
        marks.add(Mark.REQUEST_TRUNCATED);
      } else if (redaction.place().equals(RESPONSE + ".body") && answer != null) {
        marks.add(Mark.RESPONSE_TRUNCATED);
      }
    }
    return new RRPair.Notes(marks, redactions);
  }
}
