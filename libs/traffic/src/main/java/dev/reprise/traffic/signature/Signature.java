// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.signature;

import dev.reprise.traffic.place.Place;
import dev.reprise.traffic.rules.PlaceClass;
import dev.reprise.traffic.value.ValueType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The key of an outbound request.
 *
 * @param head method and authority
 * @param fields path, query and body, by locator ({@code request.body.$.items[0].sku}); JSON
 *     strings in quotes; masked values as their mask
 * @param masked the values that the masks stand for, in the order of their locators
 * @param hash of all but the masked values
 */
public record Signature(
    String head, SortedMap<String, String> fields, List<Masked> masked, long hash) {

  /**
   * A value that takes no part in the key.
   *
   * @param locator the place with its indexes
   * @param place without them
   * @param text the value
   * @param placeClass why it is masked: TIME, COUNTER, ID, or RECORDED for an identifier of a
   *     dependency
   * @param type what the values of the place look like
   */
  public record Masked(
      String locator, Place place, String text, PlaceClass placeClass, ValueType type) {

    /** Whether it can tell requests with one signature apart: times cannot. */
    public boolean tellsApart() {
      return placeClass != PlaceClass.TIME;
    }

    /** Only where: values may be secrets. */
    @Override
    public String toString() {
      return locator + " " + placeClass;
    }
  }

  /** Hashes the key. */
  static Signature of(String head, SortedMap<String, String> fields, List<Masked> masked) {
    var sorted = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    return new Signature(head, sorted, List.copyOf(masked), hashOf(canonical(head, sorted)));
  }

  /** The key as text: a line for the head and one for each field. */
  public String canonical() {
    return canonical(head, fields);
  }

  /**
   * A hash of the masked values that can tell requests with one signature apart. Two requests with
   * the same key and the same hash here are the same request.
   *
   * @param toRecorded what a live value stands for; the identity for a recorded request
   */
  public long maskedHash(UnaryOperator<String> toRecorded) {
    var out = new StringBuilder();
    for (Masked value : masked) {
      if (value.tellsApart()) {
        out.append(value.locator()).append('=').append(toRecorded.apply(value.text())).append('\n');
      }
    }
    return hashOf(out.toString());
  }

  /** The hash in 16 hexadecimal digits. */
  public String id() {
    return HexFormat.of().toHexDigits(hash);
  }

  private static String canonical(String head, SortedMap<String, String> fields) {
    var out = new StringBuilder(head);
    fields.forEach((locator, text) -> out.append('\n').append(locator).append('=').append(text));
    return out.toString();
  }

  private static long hashOf(String canonical) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(canonical.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** Without values: they may be secrets. */
  @Override
  public String toString() {
    return head + " " + id();
  }
}
