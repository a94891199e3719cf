// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTest {

  private static final long LIMIT = 160; // a thing of more than a sixteenth is not kept

  private final List<String> made = new ArrayList<>();
  private final Recent<String, String> recent = new Recent<>(LIMIT, String::length);

  @Test
  void makesAThingOnce() {
    assertThat(get("a", 10)).isSameAs(get("a", 10));
    assertThat(made).containsExactly("a");
  }

  @Test
  void dropsWhatWasNotAskedForLongest() {
    for (char name = 'a'; name < 'a' + 16; name++) {
      get(String.valueOf(name), 10);
    }
    get("a", 10);
    get("one more", 10);
    made.clear();

    get("a", 10);
    get("one more", 10);
    get("b", 10);

    assertThat(made).containsExactly("b");
  }

  @Test
  void keepsNothingThatIsTooHeavy() {
    get("light", 10);
    get("heavy", 11);
    get("heavy", 11);
    get("light", 10);

    assertThat(made).containsExactly("light", "heavy", "heavy");
  }

  private String get(String name, int weight) {
    return recent.get(
        name,
        key -> {
          made.add(key);
          return "x".repeat(weight);
        });
  }
}
