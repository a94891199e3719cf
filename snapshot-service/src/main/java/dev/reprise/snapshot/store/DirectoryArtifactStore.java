// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.store;

import dev.reprise.snapshot.SnapshotConfig;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Keeps artifacts in a directory: {@code ab/abcdef….snapshot}, and unfinished ones in {@code
 * staging/}. A finished one is moved to its place in one step, after its bytes are on the disk.
 */
@Startup
@ApplicationScoped
public class DirectoryArtifactStore implements ArtifactStore {

  private static final Logger LOG = Logger.getLogger(DirectoryArtifactStore.class);
  private static final Duration ABANDONED = Duration.ofDays(1);
  private static final int FOLDER_CHARS = 2;

  private final Path root;
  private final Path staging;

  DirectoryArtifactStore(SnapshotConfig config) {
    this.root = config.store().toAbsolutePath();
    this.staging = root.resolve("staging");
  }

  /** Makes the directory, and removes what a build left that was killed long ago. */
  @PostConstruct
  void prepare() {
    try {
      Files.createDirectories(staging);
      for (Path file : abandoned()) {
        Files.deleteIfExists(file);
        LOG.infof("Removed an unfinished artifact: file=%s", file.getFileName());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the snapshot store '" + root + "' cannot be used; set reprise.snapshot.store", e);
    }
  }

  private List<Path> abandoned() throws IOException {
    var before = Instant.now().minus(ABANDONED);
    try (var files = Files.list(staging)) {
      return files.filter(file -> isOlder(file, before)).toList();
    }
  }

  private static boolean isOlder(Path file, Instant moment) {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(moment);
    } catch (IOException _) {
      return false; // another instance has just finished with it
    }
  }

  @Override
  public Path stage() {
    return staging.resolve(UUID.randomUUID() + ".part");
  }

  @Override
  public void put(Path staged, String digest) throws IOException {
    var target = pathOf(digest);
    if (Files.exists(target)) {
      Files.delete(staged);
      return;
    }
    Files.createDirectories(folderOf(digest));
    force(staged);
    Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
    force(folderOf(digest));
  }

  private static void force(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public Path local(String digest) throws IOException {
    var path = pathOf(digest);
    if (!Files.isRegularFile(path)) {
      throw new NoSuchFileException(path.toString());
    }
    return path;
  }

  @Override
  public void delete(String digest) throws IOException {
    Files.deleteIfExists(pathOf(digest));
  }

  /** Whether artifacts can be written at the moment. */
  boolean isWritable() {
    return Files.isWritable(staging);
  }

  private Path folderOf(String digest) {
    return root.resolve(digest.substring(0, FOLDER_CHARS));
  }

  private Path pathOf(String digest) {
    return folderOf(digest).resolve(digest + ".snapshot");
  }
}
