// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Header lines in the order they were sent, repeats included; looked up without regard to case.
 *
 * <p><b>Cost:</b> a look-up walks the list; messages have few headers.
 */
public record Headers(List<Header> lines) implements Iterable<Header> {

  /** No headers. */
  public static final Headers EMPTY = new Headers(List.of());

  /** Copies the list. */
  public Headers {
    lines = List.copyOf(lines);
  }

  /** Names and values in turn: {@code Headers.of("Host", "shop.test", "Accept", "*")}. */
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a name without a value at the end");
    }
    var lines = new ArrayList<Header>(namesAndValues.length / 2);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      lines.add(new Header(namesAndValues[i], namesAndValues[i + 1]));
    }
    return new Headers(lines);
  }

  /** The value of the first line with this name. */
  public Optional<String> first(String name) {
    for (Header line : lines) {
      if (line.name().equalsIgnoreCase(name)) {
        return Optional.of(line.value());
      }
    }
    return Optional.empty();
  }

  /** The values of all lines with this name, in order. */
  public List<String> all(String name) {
    var values = new ArrayList<String>();
    for (Header line : lines) {
      if (line.name().equalsIgnoreCase(name)) {
        values.add(line.value());
      }
    }
    return values;
  }

  /** Whether there is no line. */
  public boolean isEmpty() {
    return lines.isEmpty();
  }

  @Override
  public Iterator<Header> iterator() {
    return lines.iterator();
  }
}
