// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class BodyProperties {

  /** Whether the hash was made when the body was seen, or is made when it is asked for. */
  @Property
  void aHashMadeLaterIsTheSame(@ForAll byte[] content) throws NoSuchAlgorithmException {
    var hash = Bytes.own(MessageDigest.getInstance("SHA-256").digest(content));
    var known =
        content.length == 0 ? Body.EMPTY : new Body(Bytes.copyOf(content), content.length, hash);

    var later = Body.whole(Bytes.copyOf(content));

    assertThat(later).isEqualTo(known).hasSameHashCodeAs(known);
    assertThat(later.sha256()).isEqualTo(content.length == 0 ? Bytes.EMPTY : hash);
  }

  @Property
  void bodiesThatDifferInOneByteDiffer(@ForAll byte[] content, @ForAll byte other) {
    var one = Bytes.copyOf(content);
    byte[] longer = java.util.Arrays.copyOf(content, content.length + 1);
    longer[content.length] = other;

    assertThat(Body.whole(one)).isNotEqualTo(Body.whole(Bytes.own(longer)));
  }
}
