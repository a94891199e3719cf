// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.plan;

import dev.reprise.orchestrator.operator.runs.Snapshots.Slice;
import java.util.ArrayList;
import java.util.List;

/** Finds the slices that people mean: a key, a part that only one key has, or {@code *}. */
final class SliceChoice {

  private SliceChoice() {}

  /**
   * The slices that these words mean.
   *
   * @throws Refusal if a word means none, or more than one
   */
  static List<Slice> of(List<String> words, boolean isInbound, List<Slice> slices) throws Refusal {
    var candidates = slices.stream().filter(slice -> slice.isInbound() == isInbound).toList();
    var chosen = new ArrayList<Slice>();
    for (String word : words) {
      for (Slice slice : meant(word, isInbound, candidates)) {
        if (!chosen.contains(slice)) {
          chosen.add(slice);
        }
      }
    }
    return chosen;
  }

  private static List<Slice> meant(String word, boolean isInbound, List<Slice> candidates)
      throws Refusal {
    if (word.equals("*")) {
      if (candidates.isEmpty()) {
        throw unresolved(word, isInbound, candidates, "the snapshot has none");
      }
      return candidates;
    }
    var exact = candidates.stream().filter(slice -> slice.key().equals(word)).toList();
    if (!exact.isEmpty()) {
      return exact;
    }
    var like = candidates.stream().filter(slice -> slice.key().contains(word)).toList();
    if (like.size() == 1) {
      return like;
    }
    throw unresolved(
        word,
        isInbound,
        candidates,
        like.isEmpty() ? "no key is or holds it" : "it is part of " + keys(like));
  }

  private static Refusal unresolved(
      String word, boolean isInbound, List<Slice> candidates, String why) {
    return new Refusal(
        "SliceNotFound",
        "'%s' names no %s slice: %s. There are %s."
            .formatted(word, isInbound ? "inbound" : "outbound", why, keys(candidates)));
  }

  private static String keys(List<Slice> slices) {
    return slices.isEmpty() ? "none" : String.join(", ", slices.stream().map(Slice::key).toList());
  }
}
