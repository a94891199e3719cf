// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.home;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where a running supervisor can be asked, and what to show there. It lies in a directory that only
 * its owner may enter.
 *
 * @param port on the loopback interface
 * @param secret of this run
 */
public record DoorNote(int port, String secret) {

  private static final int SECRET_BYTES = 24;

  /** A note with a new secret. */
  public static DoorNote fresh(int port) {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return new DoorNote(port, HexFormat.of().formatHex(secret));
  }

  /** What the running supervisor has noted; empty when it has not yet. */
  public static Optional<DoorNote> read(Home home) {
    try {
      String[] fields = Files.readString(file(home)).strip().split(" ", -1);
      return Optional.of(new DoorNote(Integer.parseInt(fields[0]), fields[1]));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file(home), e);
    }
  }

  /** Replaces the note. */
  public void write(Home home) {
    Path file = file(home);
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(draft, port + " " + secret + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Takes the note away. */
  public static void delete(Home home) {
    try {
      Files.deleteIfExists(file(home));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file(home), e);
    }
  }

  /** Whether a visitor shows the secret; compared in constant time. */
  public boolean isSecret(String shown) {
    return MessageDigest.isEqual(secret.getBytes(US_ASCII), shown.getBytes(US_ASCII));
  }

  private static Path file(Home home) {
    return home.run().resolve("supervisor.door");
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "door at port " + port;
  }
}
