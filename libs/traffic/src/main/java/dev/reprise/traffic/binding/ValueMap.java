// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.binding;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the recorded values of one session have become in a run.
 *
 * <p><b>Threads:</b> thread-safe: any number may read while others bind. A binding is seen by every
 * call that starts after {@link #bind} has returned.
 *
 * <p><b>Bounds:</b> as many entries as values are bound; a session is dropped as a whole.
 *
 * <p><b>Cost:</b> {@link #live} and {@link #recorded} are one look-up; {@link #apply} is linear in
 * the text.
 */
public final class ValueMap {

  /** The shortest value that {@link #apply} replaces inside a text: shorter ones are chance. */
  public static final int MIN_TEXT_CHARS = 16;

  private static final int PREFIX_CHARS = 8;

  private final Map<String, String> toLive = new ConcurrentHashMap<>();
  private final Map<String, String> toRecorded = new ConcurrentHashMap<>();
  private final Map<String, List<String>> byPrefix = new ConcurrentHashMap<>();

  /**
   * Notes what a recorded value has become. A later binding of the same recorded value stands.
   *
   * @return whether that was news, so that others must be told
   */
  public boolean bind(String recorded, String live) {
    var before = toLive.put(recorded, live);
    toRecorded.put(live, recorded);
    if (before == null && recorded.length() >= MIN_TEXT_CHARS) {
      byPrefix
          .computeIfAbsent(recorded.substring(0, PREFIX_CHARS), _ -> new CopyOnWriteArrayList<>())
          .add(recorded);
    }
    return !live.equals(before);
  }

  /** What a recorded value has become, if it is bound. */
  public Optional<String> live(String recorded) {
    return Optional.ofNullable(toLive.get(recorded));
  }

  /** Which recorded value a live one stands for, if it is bound. */
  public Optional<String> recorded(String live) {
    return Optional.ofNullable(toRecorded.get(live));
  }

  /** How many recorded values are bound. */
  public int size() {
    return toLive.size();
  }

  /** All bindings at this moment, recorded to live. */
  public Map<String, String> bindings() {
    return Map.copyOf(toLive);
  }

  /**
   * The text with every bound value of {@link #MIN_TEXT_CHARS} and more characters in it replaced,
   * wherever it stands on its own, that is not inside a longer run of letters and digits.
   *
   * <p>Shorter values (members of a counter) never are: ask {@link #live} for them where a recorded
   * use says that one stands.
   */
  public String apply(String text) {
    if (byPrefix.isEmpty() || text.length() < MIN_TEXT_CHARS) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    int last = text.length() - MIN_TEXT_CHARS;
    for (int i = 0; i <= last; i++) {
      var found = startsAt(text, i);
      if (!found.isEmpty()) {
        out.append(text, copied, i).append(toLive.getOrDefault(found, found));
        copied = i + found.length();
        i = copied - 1;
      }
    }
    return copied == 0 ? text : out.append(text, copied, text.length()).toString();
  }

  /** The longest bound value that stands on its own at an index; empty when there is none. */
  private String startsAt(String text, int index) {
    if (index > 0 && Character.isLetterOrDigit(text.charAt(index - 1))) {
      return "";
    }
    var candidates = byPrefix.get(text.substring(index, index + PREFIX_CHARS));
    if (candidates == null) {
      return "";
    }
    var longest = "";
    for (String candidate : candidates) {
      int end = index + candidate.length();
      if (candidate.length() > longest.length()
          && text.startsWith(candidate, index)
          && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
        longest = candidate;
      }
    }
    return longest;
  }

  /** Only how many: values may be secrets. */
  @Override
  public String toString() {
    return size() + " bindings";
  }
}
