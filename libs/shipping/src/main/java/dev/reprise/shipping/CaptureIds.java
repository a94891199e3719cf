// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/** Makes ids for captures: the time for people and for order, and chance for uniqueness. */
final class CaptureIds {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private CaptureIds() {}

  /** For example {@code 20261123T101500-6f1c2a9b3d4e5f60}. */
  static String next(Instant now) {
    byte[] chance = new byte[8];
    new SecureRandom().nextBytes(chance);
    return TIME.format(now) + "-" + HexFormat.of().formatHex(chance);
  }
}
