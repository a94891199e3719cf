// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An immutable run of bytes, so that bodies can be parts of records and be passed between threads.
 *
 * <p><b>Cost:</b> {@link #copyOf} copies once; {@link #own} and {@link #buffer} copy nothing.
 */
public final class Bytes {

  /** No bytes at all. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** Copies the bytes. */
  public static Bytes copyOf(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
  }

  /** Encodes the text. */
  public static Bytes of(String text, Charset charset) {
    return own(text.getBytes(charset));
  }

  /**
   * Takes over the array without copying: the caller gives it away and must not write to it again.
   */
  public static Bytes own(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Bytes(bytes);
  }

  /** Reads the bytes back from {@link #hex}. */
  public static Bytes fromHex(String hex) {
    return own(HexFormat.of().parseHex(hex));
  }

  /** How many there are. */
  public int length() {
    return content.length;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return content.length == 0;
  }

  /** The byte at an index from 0. */
  public byte at(int index) {
    return content[index];
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return content.clone();
  }

  /** A read-only view, without a copy. */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(content).asReadOnlyBuffer();
  }

  /** The first bytes, at most {@code maxBytes}. */
  public Bytes prefix(int maxBytes) {
    return maxBytes >= content.length ? this : own(Arrays.copyOf(content, maxBytes));
  }

  /** The bytes read as text; malformed input becomes replacement characters. */
  public String text(Charset charset) {
    return new String(content, charset);
  }

  /** Lower-case hexadecimal. */
  public String hex() {
    return HexFormat.of().formatHex(content);
  }

  /** Writes all bytes to a stream. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(content);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /** Only the length: bodies may hold secrets. */
  @Override
  public String toString() {
    return content.length + " bytes";
  }
}
