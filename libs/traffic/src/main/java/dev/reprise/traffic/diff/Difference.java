// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import java.util.Locale;

/**
 * One thing that is not as recorded.
 *
 * @param path e.g. {@code status}, {@code header.content-type}, {@code body.$.items[0].price}
 * @param kind in which way it is not
 * @param expected what was recorded, with bindings applied: shortened, and masked where it may be a
 *     secret; empty when there was nothing
 * @param actual what came, likewise
 */
public record Difference(String path, Kind kind, String expected, String actual) {

  /** The path of the status. */
  public static final String STATUS = "status";

  /** The path of the whole body, and what the paths of its parts begin with. */
  public static final String BODY = "body";

  /** What the paths of headers begin with. */
  public static final String HEADER_PREFIX = "header.";

  /** Without values. */
  @Override
  public String toString() {
    return path + " " + kind.word();
  }

  /** In which way something is not as recorded. */
  public enum Kind {
    /** Another value of the same type. */
    CHANGED,
    /** Recorded, but not in the live answer. */
    MISSING,
    /** In the live answer, but not recorded. */
    ADDED,
    /** Another JSON type, or a value of another form where only the form counts. */
    TYPE,
    /** The same elements in another order. */
    ORDER,
    /** Another number of elements or bytes, where parts cannot be told from each other. */
    LENGTH;

    /** As contracts and reports write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@link #word} back.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Kind ofWord(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
