// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.rewrite;

import dev.reprise.traffic.binding.ValueMap;
import dev.reprise.traffic.place.Place;
import dev.reprise.traffic.place.Targets;
import dev.reprise.traffic.snapshot.TokenUse;
import java.util.Collection;
import java.util.Set;

/**
 * What stands at each place of one message in this run. Short values (a counter's 7) are replaced
 * only where the snapshot says that they are used; long ones wherever they stand on their own.
 *
 * <p><b>Threads:</b> as its {@link ValueMap}.
 */
public final class Substitution {

  private final Set<TokenUse> uses;
  private final ValueMap values;

  /**
   * @param uses of tokens that the snapshot lists for the message's pair
   * @param values of the message's session
   */
  public Substitution(Collection<TokenUse> uses, ValueMap values) {
    this.uses = Set.copyOf(uses);
    this.values = values;
  }

  /** Whether nothing is bound, so that nothing can change. */
  public boolean isEmpty() {
    return values.size() == 0;
  }

  /** Whether short values may have to change somewhere in a body. */
  boolean usesInBody() {
    return uses.stream().anyMatch(use -> use.place().isInBody());
  }

  /** What a value at a place has become; of a link, part by part. */
  public String at(Place place, String text) {
    if (isEmpty()) {
      return text;
    }
    return place.part().isEmpty() && Targets.isLink(text)
        ? Targets.link(place, text, this::plain)
        : plain(place, text);
  }

  /** A text in which long values stand somewhere. */
  public String inText(String text) {
    return text.length() < ValueMap.MIN_TEXT_CHARS ? text : values.apply(text);
  }

  private String plain(Place place, String text) {
    if (text.length() >= ValueMap.MIN_TEXT_CHARS) {
      return values.apply(text);
    }
    return uses.contains(new TokenUse(place, text)) ? values.live(text).orElse(text) : text;
  }
}
