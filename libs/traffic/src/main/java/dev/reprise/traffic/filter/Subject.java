// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import dev.reprise.traffic.body.BodyText;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Response;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A pair while it is asked a filter's questions: body texts are decoded at most once, and only when
 * a condition is about them.
 *
 * <p><b>Threads:</b> confined to one evaluation.
 */
final class Subject {

  private final RRPair pair;
  private @Nullable String requestText;
  private @Nullable String responseText;

  Subject(RRPair pair) {
    this.pair = pair;
  }

  /** Whether one of the texts that the field has holds the condition. */
  boolean anyText(FieldRef field, Predicate<String> condition) {
    return switch (field.field()) {
      case SERVICE -> condition.test(pair.origin().service());
      case TECHNOLOGY -> condition.test(pair.facts().technology());
      case METHOD -> condition.test(pair.request().method());
      case SCHEME -> condition.test(pair.request().scheme());
      case HOST -> condition.test(pair.request().host());
      case PATH -> condition.test(pair.request().path());
      case TARGET -> condition.test(pair.request().target());
      case ENDPOINT -> condition.test(pair.facts().endpoint());
      case CAPTURE -> condition.test(pair.id().captureId());
      case REPLAY -> condition.test(pair.origin().replayId());
      case REQUEST_BODY -> condition.test(requestText());
      case RESPONSE_BODY -> condition.test(responseText());
      case REQUEST_HEADER -> anyLine(pair.request().headers(), field.key(), condition);
      case RESPONSE_HEADER ->
          pair.response()
              .filter(response -> anyLine(response.headers(), field.key(), condition))
              .isPresent();
      case TAG -> {
        var tag = pair.origin().tags().get(field.key());
        yield tag != null && condition.test(tag);
      }
      case DIRECTION -> condition.test(pair.direction().name());
      case TLS -> condition.test(Boolean.toString(pair.connection().tls() != null));
      case MARK -> pair.notes().marks().stream().map(Mark::name).anyMatch(condition);
      case STATUS, DURATION, TIME, SEQUENCE, REQUEST_BYTES, RESPONSE_BYTES ->
          throw new IllegalArgumentException(field.field().symbol() + " is not a text");
    };
  }

  /** The whole number that a field of an ordered type has. */
  long amount(Field field) {
    return switch (field) {
      case STATUS -> pair.status();
      case DURATION -> pair.timing().durationNanos();
      case TIME -> pair.timing().startNanos();
      case SEQUENCE -> pair.id().sequence();
      case REQUEST_BYTES -> pair.request().body().wireBytes();
      case RESPONSE_BYTES -> pair.response().map(Response::body).orElse(Body.EMPTY).wireBytes();
      case SERVICE, DIRECTION, TECHNOLOGY, METHOD, SCHEME, HOST, PATH, TARGET, ENDPOINT ->
          throw notOrdered(field);
      case CAPTURE, REPLAY, REQUEST_HEADER, RESPONSE_HEADER, REQUEST_BODY, RESPONSE_BODY ->
          throw notOrdered(field);
      case TAG, TLS, MARK -> throw notOrdered(field);
    };
  }

  private static IllegalArgumentException notOrdered(Field field) {
    return new IllegalArgumentException(field.symbol() + " has no order");
  }

  private static boolean anyLine(Headers headers, String name, Predicate<String> condition) {
    for (Header line : headers) {
      if (Ascii.lower(line.name()).equals(name) && condition.test(line.value())) {
        return true;
      }
    }
    return false;
  }

  private String requestText() {
    var text = requestText;
    if (text == null) {
      text = BodyText.of(pair.request().headers(), pair.request().body());
      requestText = text;
    }
    return text;
  }

  private String responseText() {
    var text = responseText;
    if (text == null) {
      text = pair.response().map(answer -> BodyText.of(answer.headers(), answer.body())).orElse("");
      responseText = text;
    }
    return text;
  }
}
