// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.binding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ValueMapTest {

  private static final String OLD = "3d813cbb-47fb-32ba-91df-831e1593ac29";
  private static final String NEW = "e4eaaaf2-d142-11e1-b3e4-080027620cdd";

  private final ValueMap map = new ValueMap();

  @Test
  void aBindingIsNewsOnceAndLooksUpBothWays() {
    assertThat(map.bind(OLD, NEW)).isTrue();
    assertThat(map.bind(OLD, NEW)).isFalse();

    assertThat(map.live(OLD)).contains(NEW);
    assertThat(map.recorded(NEW)).contains(OLD);
    assertThat(map.live(NEW)).isEmpty();
  }

  @Test
  void aLaterBindingStands() {
    map.bind(OLD, NEW);

    assertThat(map.bind(OLD, OLD)).isTrue();
    assertThat(map.live(OLD)).contains(OLD);
    assertThat(map.apply(OLD)).isEqualTo(OLD);
  }

  @Test
  void replacesAValueWhereverItStandsOnItsOwn() {
    map.bind(OLD, NEW);

    assertThat(map.apply(OLD)).isEqualTo(NEW);
    assertThat(map.apply("/orders/" + OLD + "/items?of=" + OLD))
        .isEqualTo("/orders/" + NEW + "/items?of=" + NEW);
    assertThat(map.apply("x" + OLD)).isEqualTo("x" + OLD);
    assertThat(map.apply(OLD + "0")).isEqualTo(OLD + "0");
  }

  @Test
  void shortValuesAreNeverReplacedInsideText() {
    map.bind("1001", "2001");

    assertThat(map.apply("1001")).isEqualTo("1001");
    assertThat(map.apply("{\"number\":1001,\"price\":1001}"))
        .isEqualTo("{\"number\":1001,\"price\":1001}");
    assertThat(map.live("1001")).contains("2001");
  }

  @Test
  void ofTwoValuesTheLongerOneIsReplaced() {
    map.bind(OLD, NEW);
    map.bind(OLD + ".v2", "other");

    assertThat(map.apply("a " + OLD + ".v2 b")).isEqualTo("a other b");
  }

  @Test
  void textWithoutAnyValueIsTheSameText() {
    map.bind(OLD, NEW);
    var text = "nothing of interest stands here at all";

    assertThat(map.apply(text)).isSameAs(text);
  }
}
