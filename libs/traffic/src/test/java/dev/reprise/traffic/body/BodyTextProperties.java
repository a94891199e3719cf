// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Headers;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class BodyTextProperties {

  private static final Headers TEXT = Headers.of("Content-Type", "text/plain; charset=utf-8");

  private static final List<String> PARTS =
      List.of("plain ascii ", "Zoë", "€", "😀", "\ufffd", "\u0000");

  /** Whatever it holds, and wherever it was cut: as a decoder reads it that expects more. */
  @Property(tries = 500)
  void isWhatADecoderReads(@ForAll long seed) {
    byte[] bytes = bytes(new Random(seed));

    assertThat(BodyText.of(TEXT, Body.whole(Bytes.copyOf(bytes)))).isEqualTo(decoded(bytes));
  }

  private static byte[] bytes(Random random) {
    int kinds = random.nextInt(PARTS.size() + 1); // often ASCII only
    var text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(kinds == 0 ? PARTS.getFirst() : PARTS.get(random.nextInt(kinds)));
    }
    byte[] whole = text.toString().getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Bytes.own(whole).prefix(random.nextInt(whole.length + 1)).toArray();
    if (bytes.length > 0 && random.nextInt(4) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  private static String decoded(byte[] bytes) {
    var chars = CharBuffer.allocate(bytes.length);
    var _ =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE)
            .decode(ByteBuffer.wrap(bytes), chars, false);
    return chars.flip().toString();
  }
}
