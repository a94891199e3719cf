// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.supervise;

import dev.reprise.localstack.part.JvmCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JDK's ahead-of-time cache of one part: trained by a run that ends in order, used by those
 * after it, made again when the command or a jar has changed.
 *
 * <p>The JDK itself ignores a cache whose jars have other times, and says so on every start; the
 * key beside the cache lets us see it first and train anew.
 *
 * <p><b>Threads:</b> confined to the supervisor's.
 */
final class TrainedStart {

  private final JvmCache cache;
  private final Path keyFile;
  private String trainingKey = "";

  TrainedStart(JvmCache cache) {
    this.cache = cache;
    this.keyFile = cache.file().resolveSibling(cache.file().getFileName() + ".key");
  }

  /** The command with the option that uses the cache, or, without a valid one, that trains it. */
  List<String> prepare(List<String> command) {
    String key = key(command);
    boolean valid = isValid(key);
    trainingKey = valid ? "" : key;
    if (!valid) {
      delete(keyFile);
      delete(cache.file());
    }
    var options = new ArrayList<>(command);
    options.addAll(
        1,
        List.of(
            (valid ? "-XX:AOTCache=" : "-XX:AOTCacheOutput=") + cache.file(),
            "-Xlog:aot*=error")); // dozens of warnings about what it leaves out mean nothing here
    return options;
  }

  /** Whether the running process is to write the cache when it ends, which takes some seconds. */
  boolean isTraining() {
    return !trainingKey.isEmpty();
  }

  /** Called when the process ended because it was asked to: what it wrote holds. */
  void keep() {
    if (isTraining() && Files.exists(cache.file())) {
      try {
        Files.writeString(keyFile, trainingKey);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + keyFile, e);
      }
    }
  }

  private boolean isValid(String key) {
    try {
      return Files.exists(cache.file())
          && Files.exists(keyFile)
          && Files.readString(keyFile).equals(key);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + keyFile, e);
    }
  }

  private String key(List<String> command) {
    var facts = new StringBuilder(System.getProperty("java.vm.version", ""));
    command.forEach(word -> facts.append('\n').append(word));
    cache.sources().stream().flatMap(TrainedStart::jars).sorted().forEach(jar -> note(jar, facts));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(facts.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Stream<Path> jars(Path source) {
    try (Stream<Path> files = Files.walk(source)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the jars in " + source, e);
    }
  }

  private static void note(Path jar, StringBuilder facts) {
    try {
      facts
          .append('\n')
          .append(jar)
          .append(' ')
          .append(Files.size(jar))
          .append(' ')
          .append(Files.getLastModifiedTime(jar).toMillis());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + jar, e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }
}
