// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where a local stack keeps what, under one directory that only its owner may enter.
 *
 * @param root {@code $REPRISE_HOME}, by default {@code ~/.reprise}
 */
public record Home(Path root) {

  public Home {
    root = root.toAbsolutePath().normalize();
  }

  /** The directory that the environment names, or the default. */
  public static Home fromEnvironment() {
    return new Home(
        Optional.ofNullable(System.getenv("REPRISE_HOME"))
            .filter(value -> !value.isBlank())
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".reprise")));
  }

  /** What a user may set; need not exist. */
  public Path settings() {
    return root.resolve("stack.yaml");
  }

  /** What runs where, while something runs. */
  public Path state() {
    return root.resolve("stack.json");
  }

  /** The data of one part. */
  public Path data(String part) {
    return root.resolve("data").resolve(part);
  }

  /** Where snapshots lie unless a setting says otherwise. */
  public Path snapshots() {
    return root.resolve("snapshots");
  }

  /** One file a part, and the supervisor's own. */
  public Path logs() {
    return root.resolve("logs");
  }

  /** Notes of running processes. */
  public Path run() {
    return root.resolve("run");
  }

  /** Passwords and the token. */
  public Path secrets() {
    return root.resolve("secrets");
  }

  /** What can be made again: start-up caches, unpacked programs. */
  public Path cache() {
    return root.resolve("cache");
  }

  /** The note of a process. */
  public Path pidFile(String name) {
    return run().resolve(name + ".pid");
  }

  /** The log of a part. */
  public Path log(String part) {
    return logs().resolve(part + ".log");
  }

  /** Makes the directories that are not there yet. */
  public Home make() {
    for (Path dir : new Path[] {root, run(), logs(), secrets(), cache(), root.resolve("data")}) {
      makePrivate(dir);
    }
    return this;
  }

  /** Makes a directory that only its owner may enter; its parents too, where they are missing. */
  public static void makePrivate(Path dir) {
    try {
      Files.createDirectories(dir, ownerOnly("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the directory " + dir, e);
    }
  }

  static FileAttribute<?>[] ownerOnly(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
