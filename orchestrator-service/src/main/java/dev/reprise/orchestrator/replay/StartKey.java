// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a caller names the start of a replay by, so that asking again starts nothing twice.
 *
 * @param key of the caller's choosing
 * @param requestHash tells whether the same is asked for again
 */
public record StartKey(String key, String requestHash) {

  private static final Pattern FORM = Pattern.compile("[!-~]{1,128}");

  /**
   * The key of a start.
   *
   * @throws AppException {@code IDEMPOTENCY_KEY_INVALID} if it has another form
   */
  public static StartKey of(String key, ReplayRequest asked) {
    if (!FORM.matcher(key).matches()) {
      throw new AppException(
          ErrorKind.USER,
          "IDEMPOTENCY_KEY_INVALID",
          "The idempotency key of %d characters cannot be taken: it must be 1 to 128 printable ASCII characters without spaces."
              .formatted(key.length()),
          "Use a UUID, a new one for each replay.");
    }
    return new StartKey(key, hash(asked));
  }

  private static String hash(ReplayRequest asked) {
    var parts =
        new ArrayList<>(
            List.of(
                asked.snapshot(),
                String.valueOf(asked.snapshotVersion()),
                asked.mode().name(),
                asked.testConfigJson(),
                asked.target(),
                String.valueOf(asked.responderPort()),
                String.valueOf(asked.isWaitingForSut()),
                asked.buildTag()));
    parts.addAll(asked.slices());
    var digest = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
