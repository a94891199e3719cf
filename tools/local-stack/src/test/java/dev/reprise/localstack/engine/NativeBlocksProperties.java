// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.clickhouse.data.stream.Lz4InputStream;
import com.clickhouse.data.stream.Lz4OutputStream;
import com.clickhouse.data.stream.WrappedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

@SuppressWarnings("deprecation") // the drivers' own streams are what ours must agree with
class NativeBlocksProperties {

  @Property(tries = 200)
  void givesBackWhatWasWritten(
      @ForAll @Size(max = 5_000) byte[] bytes,
      @ForAll @IntRange(min = 1, max = 700) int times,
      @ForAll BlockMethod method)
      throws IOException {
    byte[] raw = repeated(bytes, times);

    assertThat(read(written(raw, method))).isEqualTo(raw);
  }

  @Property(tries = 100)
  void readsWhatTheDriverWrites(
      @ForAll @Size(max = 5_000) byte[] bytes, @ForAll @IntRange(min = 1, max = 100) int times)
      throws IOException {
    byte[] raw = repeated(bytes, times);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (Lz4OutputStream driver = new Lz4OutputStream(packed, 1 << 16, null)) {
      driver.write(raw);
    }

    assertThat(read(packed.toByteArray())).isEqualTo(raw);
  }

  @Property(tries = 100)
  void writesWhatTheDriverReads(
      @ForAll @Size(min = 1, max = 5_000) byte[] bytes,
      @ForAll @IntRange(min = 1, max = 500) int times)
      throws IOException {
    byte[] raw = repeated(bytes, times);

    try (Lz4InputStream driver =
        new Lz4InputStream(
            new WrappedInputStream(
                null, new ByteArrayInputStream(written(raw, BlockMethod.LZ4)), 1 << 16, null))) {
      assertThat(driver.readAllBytes()).isEqualTo(raw);
    }
  }

  @Property(tries = 200)
  void noticesEveryFlippedBit(
      @ForAll @Size(min = 1, max = 300) byte[] bytes,
      @ForAll BlockMethod method,
      @ForAll @IntRange(min = 0, max = 7) int bit,
      @ForAll @IntRange(min = 0, max = 1_000_000) int place)
      throws IOException {
    byte[] packed = written(bytes, method);
    packed[place % packed.length] ^= (byte) (1 << bit);

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(packed));
  }

  @Property(tries = 200)
  void noticesAStreamThatIsCutOff(
      @ForAll @Size(min = 1, max = 300) byte[] bytes,
      @ForAll BlockMethod method,
      @ForAll @IntRange(min = 1, max = 1_000_000) int cut)
      throws IOException {
    byte[] packed = written(bytes, method);
    byte[] part = Arrays.copyOf(packed, 1 + cut % (packed.length - 1));

    if (part.length < packed.length) {
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(part));
    }
  }

  private static byte[] written(byte[] raw, BlockMethod method) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream blocks = NativeBlocks.writing(packed, method)) {
      blocks.write(raw);
    }
    return packed.toByteArray();
  }

  private static byte[] read(byte[] packed) throws IOException {
    return NativeBlocks.reading(new ByteArrayInputStream(packed)).readAllBytes();
  }

  private static byte[] repeated(byte[] bytes, int times) {
    byte[] all = new byte[bytes.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
    }
    return all;
  }
}
