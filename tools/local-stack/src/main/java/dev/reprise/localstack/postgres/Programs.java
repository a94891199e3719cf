// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked from the class path into a folder of their version. */
final class Programs {

  /** The version of the binaries; a folder of another is left alone. */
  static final String VERSION = "18.6.0";

  /** The format of data directories that they read. */
  static final String MAJOR = "18";

  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
  private static final int OWNER_EXECUTES = 0100;

  private final Path dir;

  private Programs(Path dir) {
    this.dir = dir;
  }

  /**
   * Unpacks the programs unless it has been done.
   *
   * <p>They go to a folder beside and are moved into place whole, so that neither a crash nor
   * another process that does the same leaves half of them.
   */
  static Programs in(Path parent) {
    Path dir = parent.resolve(VERSION);
    if (!Files.isDirectory(dir)) {
      try {
        Files.createDirectories(parent);
        Path draft = Files.createTempDirectory(parent, "unpacking-");
        try {
          unpack(draft);
          moveIntoPlace(draft, dir);
        } finally {
          deleteAll(draft);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot unpack PostgreSQL into " + dir, e);
      }
    }
    return new Programs(dir);
  }

  private static void moveIntoPlace(Path draft, Path dir) throws IOException {
    try {
      Files.move(draft, dir, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException
        | DirectoryNotEmptyException
        | AtomicMoveNotSupportedException e) {
      if (!Files.isDirectory(dir)) {
        throw e;
      } // else another process was first, and its copy is as good
    }
  }

  private static void unpack(Path target) throws IOException {
    InputStream archive = Programs.class.getResourceAsStream(ARCHIVE);
    if (archive == null) {
      throw new IllegalStateException(
          "PostgreSQL's binaries (%s) are not on the class path: the embedded one runs on Linux x64"
                  .formatted(ARCHIVE)
              + " only; name a server elsewhere with postgres.url (REPRISE_POSTGRES_URL)");
    }
    try (var tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        place(entry, tar, target);
      }
    }
  }

  private static void place(TarArchiveEntry entry, InputStream content, Path target)
      throws IOException {
    Path file = target.resolve(entry.getName()).normalize();
    if (!file.startsWith(target)) {
      throw new IOException("the archive names a file outside itself: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, file);
    if ((entry.getMode() & OWNER_EXECUTES) != 0) {
      Set<PosixFilePermission> permissions = new HashSet<>(Files.getPosixFilePermissions(file));
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      Files.setPosixFilePermissions(file, permissions);
    }
  }

  /** The path of a program. */
  String path(String program) {
    return dir.resolve("bin").resolve(program).toString();
  }

  /** Deletes a folder with all in it, if it is there. */
  static void deleteAll(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }
}
