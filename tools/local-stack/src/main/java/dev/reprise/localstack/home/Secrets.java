// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * The passwords and the token of a local stack: made at random once, kept in files that only their
 * owner may read.
 */
public final class Secrets {

  private static final int BYTES = 24;

  private final Path dir;

  public Secrets(Home home) {
    this.dir = home.secrets();
  }

  /** The file of a secret, made now if it is not there. */
  public Path file(String name) {
    Path file = dir.resolve(name);
    if (!Files.exists(file)) {
      Home.makePrivate(dir);
      create(file);
    }
    return file;
  }

  /** The secret itself. */
  public String value(String name) {
    try {
      return Files.readString(file(name)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the secret in " + dir.resolve(name), e);
    }
  }

  /** Written beside and moved into place, so that a crash cannot leave half a password. */
  private static void create(Path file) {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    Path draft = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Files.deleteIfExists(draft);
      try (SeekableByteChannel out =
          Files.newByteChannel(
              draft,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              Home.ownerOnly("rw-------"))) {
        out.write(
            ByteBuffer.wrap(HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII)));
      }
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // Another process made it first: its secret stands.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the secret " + file, e);
    } finally {
      deleteDraft(draft);
    }
  }

  private static void deleteDraft(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + draft, e);
    }
  }
}
