// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of JSONPath that names places: {@code .name}, {@code ['name']}, {@code [3]}, {@code
 * [*]}, {@code .*} and {@code ..name} (at any depth). A pattern covers a place when it names it or
 * anything above it.
 *
 * <p><b>Cost:</b> linear in the length of the place, but for {@code ..}, which is linear for each.
 */
public final class JsonPathPattern {

  /** What {@link #parse} reads, as a regular expression for Java and JavaScript. */
  static final String SYNTAX = "^\\$(?:\\.\\.?(?:[\\w$-]+|\\*)|\\[(?:[0-9]+|\\*|'[^']*')\\])*$";

  private static final Pattern SEGMENT =
      Pattern.compile("(\\.\\.?)([\\w$-]+|\\*)|\\[([0-9]+|\\*)\\]|\\['([^']*)'\\]");

  private record Segment(boolean deep, boolean any, boolean index, String word) {
    boolean matches(Segment place) {
      return index == place.index && (any || word.equals(place.word));
    }
  }

  private final String text;
  private final List<Segment> segments;

  private JsonPathPattern(String text, List<Segment> segments) {
    this.text = text;
    this.segments = List.copyOf(segments);
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static JsonPathPattern parse(String text) {
    if (!text.matches(SYNTAX)) {
      throw new IllegalArgumentException("not a path like '$.items[*].id': " + text);
    }
    return new JsonPathPattern(text, segments(text));
  }

  /** Whether the pattern names this place, or one above it. */
  public boolean covers(String jsonPath) {
    return covers(0, segments(jsonPath), 0);
  }

  private boolean covers(int mine, List<Segment> place, int theirs) {
    if (mine == segments.size()) {
      return true;
    }
    var wanted = segments.get(mine);
    int last = wanted.deep ? place.size() : Math.min(theirs + 1, place.size());
    for (int i = theirs; i < last; i++) {
      if (wanted.matches(place.get(i)) && covers(mine + 1, place, i + 1)) {
        return true;
      }
    }
    return false;
  }

  private static List<Segment> segments(String path) {
    var found = new ArrayList<Segment>();
    Matcher matcher = SEGMENT.matcher(path);
    while (matcher.find()) {
      String name = matcher.group(2);
      String index = matcher.group(3);
      if (name != null) {
        found.add(new Segment("..".equals(matcher.group(1)), "*".equals(name), false, name));
      } else if (index != null) {
        found.add(new Segment(false, "*".equals(index), true, index));
      } else {
        found.add(new Segment(false, false, false, matcher.group(4)));
      }
    }
    return found;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonPathPattern that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
