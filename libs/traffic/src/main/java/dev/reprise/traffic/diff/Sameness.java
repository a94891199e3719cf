// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.place.Leaves;
import dev.reprise.traffic.place.Targets;
import dev.reprise.traffic.rules.EndpointRules;
import dev.reprise.traffic.rules.PlaceClass;
import dev.reprise.traffic.rules.PlaceRule;
import dev.reprise.traffic.value.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what of a live answer need not be looked at: what is as recorded, word for word, and times
 * where times are expected, while nothing recorded has become something else.
 *
 * <p>Only to be asked where nothing is bound and the endpoint binds nothing. Then a difference can
 * still be in what is the same only where it holds the address of the recorded system, which should
 * be another by now.
 *
 * <p><b>Threads:</b> thread-safe.
 *
 * <p><b>Cost:</b> the recorded answer is searched for the address once; of a live one bytes are
 * compared, and nothing is parsed.
 */
final class Sameness {

  private final Response recorded;
  private final boolean isPlainText;
  private final Optional<String> contentType;
  private final String address; // empty when it is still the same
  private final List<Line> lines;
  private @Nullable Boolean addressInBody; // null until asked for; any thread finds the same

  /**
   * A recorded line.
   *
   * @param mayStay whether it is right when it is the same
   * @param isRepeated whether there are others of its name: a place's number among its like must
   *     not change by leaving lines out
   * @param time what any live value may look like here; empty unless it is a point in time
   */
  private record Line(
      Header header, boolean mayStay, boolean isRepeated, Optional<ValueType> time) {

    boolean isAlike(String live) {
      return (mayStay && header.value().equals(live))
          || (time.isPresent() && time.get().admits(live) && !Targets.isLink(live));
    }
  }

  Sameness(Response recorded, EndpointRules rules, Expectation.Bases bases) {
    this.recorded = recorded;
    this.isPlainText = isPlainText(recorded.headers());
    this.contentType = recorded.headers().first("content-type");
    this.address = bases.recorded().equals(bases.live()) ? "" : bases.recorded();
    this.lines = recorded.headers().lines().stream().map(header -> line(header, rules)).toList();
  }

  private Line line(Header header, EndpointRules rules) {
    boolean isRepeated = recorded.headers().all(header.name()).size() > 1;
    boolean mayStay = address.isEmpty() || !header.value().contains(address);
    var time =
        isRepeated || Targets.isLink(header.value())
            ? Optional.<ValueType>empty()
            : Leaves.ofWholeHeader(header.name())
                .map(rules::at)
                .filter(rule -> rule.placeClass() == PlaceClass.TIME && !rule.guessed())
                .map(PlaceRule::type);
    return new Line(header, mayStay, isRepeated, time);
  }

  /** Whether the bodies are whole and the same, and said to be the same. */
  boolean ofBodies(Response live) {
    var body = recorded.body();
    var other = live.body();
    return isPlainText
        && !body.isTruncated()
        && !other.isTruncated()
        && body.kept().equals(other.kept())
        && isPlainText(live.headers())
        && contentType.equals(live.headers().first("content-type"))
        && !isAddressInBody();
  }

  // The address cannot be searched for in what is packed.
  private static boolean isPlainText(Headers headers) {
    return headers.first("content-encoding").isEmpty();
  }

  private boolean isAddressInBody() {
    var known = addressInBody;
    if (known == null) {
      known = !address.isEmpty() && holds(recorded.body().kept(), address);
      addressInBody = known;
    }
    return known;
  }

  // Each byte as a character: of texts the JDK searches many at a time.
  private static boolean holds(Bytes bytes, String text) {
    var encoded = text.getBytes(StandardCharsets.UTF_8);
    return bytes
        .text(StandardCharsets.ISO_8859_1)
        .contains(new String(encoded, StandardCharsets.ISO_8859_1));
  }

  /** Header lines of two answers. */
  record Lines(Headers recorded, Headers live) {

    private static final Lines NONE = new Lines(Headers.EMPTY, Headers.EMPTY);

    boolean isEmpty() {
      return recorded.isEmpty() && live.isEmpty();
    }
  }

  /** The lines that are not alike; all of them where names were added, moved or repeated. */
  Lines otherLines(Headers live) {
    var is = live.lines();
    if (lines.size() != is.size()) {
      return new Lines(recorded.headers(), live);
    }
    List<Header> others = List.of();
    List<Header> liveOthers = List.of();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      boolean isAlike = line.isAlike(is.get(i).value());
      if (!line.header().name().equalsIgnoreCase(is.get(i).name())
          || (!isAlike && line.isRepeated())) {
        return new Lines(recorded.headers(), live);
      }
      if (!isAlike) {
        others = others.isEmpty() ? new ArrayList<>(2) : others;
        liveOthers = liveOthers.isEmpty() ? new ArrayList<>(2) : liveOthers;
        others.add(line.header());
        liveOthers.add(is.get(i));
      }
    }
    return others.isEmpty() ? Lines.NONE : new Lines(new Headers(others), new Headers(liveOthers));
  }
}
