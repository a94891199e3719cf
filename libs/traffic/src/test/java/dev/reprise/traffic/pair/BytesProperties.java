// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class BytesProperties {

  @Property
  void hexReadsBackToTheSameBytes(@ForAll byte[] content) {
    var bytes = Bytes.copyOf(content);

    assertThat(Bytes.fromHex(bytes.hex())).isEqualTo(bytes).hasSameHashCodeAs(bytes);
  }

  @Property
  void aCopyDoesNotSeeLaterWrites(@ForAll byte[] content) {
    var bytes = Bytes.copyOf(content);
    var before = content.clone();

    for (int i = 0; i < content.length; i++) {
      content[i]++;
    }

    assertThat(bytes.toArray()).isEqualTo(before);
  }
}
