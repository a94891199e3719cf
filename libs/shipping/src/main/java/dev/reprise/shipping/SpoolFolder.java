// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one capture's spool, locked by the process that ships it.
 *
 * <p>The lock goes with its process, so a folder that can be locked is a leftover. A new folder
 * gets its name only once it is locked, lest another process take it for one.
 */
final class SpoolFolder implements AutoCloseable {

  private static final String LOCK = "lock";
  private static final String FACTS = "capture.properties";
  private static final String UNBORN = ".new-";

  private final Path path;
  private final Capture capture;
  private final FileChannel lockFile;

  private SpoolFolder(Path path, Capture capture, FileChannel lockFile) {
    this.path = path;
    this.capture = capture;
    this.lockFile = lockFile;
  }

  /** Makes and locks the folder of a new capture. */
  static SpoolFolder create(Path root, Capture capture) throws IOException {
    var unborn = Files.createDirectories(root.resolve(UNBORN + capture.id()));
    var facts = new Properties();
    facts.setProperty("service", capture.service());
    facts.setProperty("agent", capture.agent());
    try (var out = Files.newBufferedWriter(unborn.resolve(FACTS), StandardCharsets.UTF_8)) {
      facts.store(out, null);
    }
    var lock = tryLock(unborn.resolve(LOCK));
    if (lock == null) {
      throw new IOException("another process holds the new spool folder " + unborn);
    }
    var path = Files.move(unborn, root.resolve(capture.id()));
    return new SpoolFolder(path, capture, lock);
  }

  /** Locks a folder that an earlier process left; empty when its process still lives. */
  static Optional<SpoolFolder> adopt(Path path) throws IOException {
    if (!Files.isRegularFile(path.resolve(FACTS))) {
      return Optional.empty();
    }
    var lock = tryLock(path.resolve(LOCK));
    if (lock == null) {
      return Optional.empty();
    }
    var facts = new Properties();
    try (var in = Files.newBufferedReader(path.resolve(FACTS), StandardCharsets.UTF_8)) {
      facts.load(in);
    } catch (IOException e) { // among others: another process has just shipped and deleted it
      lock.close();
      throw e;
    }
    var capture =
        new Capture(
            path.getFileName().toString(),
            facts.getProperty("service", ""),
            facts.getProperty("agent", ""));
    return Optional.of(new SpoolFolder(path, capture, lock));
  }

  /** The folders of all captures under a root, oldest first. */
  static List<Path> all(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(Files::isDirectory)
          .filter(folder -> !folder.getFileName().toString().startsWith(UNBORN))
          .sorted()
          .toList();
    }
  }

  Path path() {
    return path;
  }

  Capture capture() {
    return capture;
  }

  /** The files with this ending, in order of their names. */
  List<Path> files(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  /** Deletes the folder and lets go of the lock. */
  void delete() throws IOException {
    var files = new ArrayList<Path>();
    try (Stream<Path> listed = Files.list(path)) {
      listed.forEach(files::add);
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(path);
    lockFile.close();
  }

  /** Lets go of the lock; the folder stays for the next process. */
  @Override
  public void close() throws IOException {
    lockFile.close();
  }

  private static @Nullable FileChannel tryLock(Path file) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel; // closing the channel ends the lock
      }
    } catch (OverlappingFileLockException _) {
      // Held by another shipper of this process: fall through.
    }
    channel.close();
    return null;
  }
}
