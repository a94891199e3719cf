// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class LineReaderProperties {

  /** How the pipe cuts what a process writes must not show in its log. */
  @Property
  void chunkBoundariesDoNotShow(
      @ForAll @Size(max = 20) List<@AlphaChars @StringLength(max = 40) String> written,
      @ForAll @IntRange(min = 1, max = 30) int chunkBytes) {
    byte[] bytes = (String.join("\n", written) + "\n").getBytes(StandardCharsets.UTF_8);
    var chunks = new ArrayList<InputStream>();
    for (int i = 0; i < bytes.length; i += chunkBytes) {
      chunks.add(new ByteArrayInputStream(bytes, i, Math.min(chunkBytes, bytes.length - i)));
    }
    var lines = new ArrayList<String>();

    new LineReader(lines::add).readAll(new SequenceInputStream(Collections.enumeration(chunks)));

    assertThat(lines).isEqualTo(written.isEmpty() ? List.of("") : written);
  }

  /** A process that never ends its line must not fill our memory. */
  @Property(tries = 20)
  void endlessLinesComeInPieces(@ForAll @IntRange(min = 1, max = 100_000) int lengthBytes) {
    var lines = new ArrayList<String>();

    new LineReader(lines::add)
        .readAll(
            new ByteArrayInputStream("x".repeat(lengthBytes).getBytes(StandardCharsets.UTF_8)));

    assertThat(String.join("", lines)).hasSize(lengthBytes);
    assertThat(lines).allMatch(line -> line.length() <= LineReader.MAX_LINE_BYTES);
  }
}
