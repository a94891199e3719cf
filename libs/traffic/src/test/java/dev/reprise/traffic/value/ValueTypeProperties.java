// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ValueTypeProperties {

  @Property
  void everyUuidIsOneAndSoIsOneWithAPrefix(@ForAll long high, @ForAll long low) {
    var uuid = new UUID(high, low).toString();

    assertThat(ValueType.of(uuid)).isEqualTo(ValueType.UUID);
  }

  /**
   * Of tokens of 18 bytes two in a hundred thousand have no digits and read like words ({@link
   * LetterOdds}), of longer ones fewer. One or two of a hundred are borne, since they are chance;
   * three are a fault: by chance they come once in a thousand million (161 700 triples × (2 ×
   * 10<sup>-5</sup>)<sup>3</sup>).
   */
  @Property(tries = 200)
  void randomTokensAreIdentifiersWhateverTheirAlphabet(
      @ForAll long seed, @ForAll @IntRange(min = 18, max = 48) int byteCount) {
    var random = new Random(seed);
    var missed = new ArrayList<String>();
    for (int i = 0; i < 100; i++) {
      byte[] bytes = new byte[byteCount];
      random.nextBytes(bytes);
      var base64 = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      if (!ValueType.of(base64).isIdentifier()) {
        missed.add(base64);
      }
      assertThat(ValueType.OPAQUE.admits(base64)).isTrue();
    }

    assertThat(missed).hasSizeLessThanOrEqualTo(2);
  }

  @Property
  void everyInstantOfOurDaysIsATimeInEveryNotation(
      @ForAll @LongRange(min = 1_262_304_000, max = 2_208_988_799L) long seconds,
      @ForAll @IntRange(min = 0, max = 999_999_999) int nanos) {
    var instant = Instant.ofEpochSecond(seconds, nanos);

    assertThat(ValueType.of(instant.toString())).isEqualTo(ValueType.ISO_TIME);
    assertThat(ValueType.of(Long.toString(seconds))).isEqualTo(ValueType.EPOCH_SECONDS);
    assertThat(ValueType.of(Long.toString(instant.toEpochMilli())))
        .isEqualTo(ValueType.EPOCH_MILLIS);
    assertThat(
            ValueType.of(
                BigDecimal.valueOf(nanos, 9).add(BigDecimal.valueOf(seconds)).toPlainString()))
        .isEqualTo(ValueType.EPOCH_SECONDS);
  }

  @Property
  void recognitionNeverFails(@ForAll String text) {
    var type = ValueType.of(text);

    assertThat(type.admits(text)).as("%s of its own type", type).isTrue();
  }
}
