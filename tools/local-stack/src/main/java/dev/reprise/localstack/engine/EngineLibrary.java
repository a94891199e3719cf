// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the engine's native library, which npm installs beside this module. */
final class EngineLibrary {

  static final String VARIABLE = "REPRISE_ENGINE_LIB";
  static final String PROPERTY = "reprise.engine.lib";
  static final String REMEDY =
      "Install it with: npm ci --prefix tools/local-stack/engine (at the root of the project), or"
          + " name the file libchdb.so of @chdb/lib-linux-x64-gnu 26.7.3-stable.1 in "
          + VARIABLE
          + ".";

  private static final Path INSTALLED =
      Path.of("engine", "node_modules", "@chdb", "lib-linux-x64-gnu", "libchdb.so");
  private static final Path MODULE = Path.of("tools", "local-stack");

  private EngineLibrary() {}

  /**
   * Looks at the system property, then the environment, then in the directories from {@code start}
   * upwards.
   *
   * @throws EngineStartException if it is nowhere, or this is not a machine it runs on
   */
  static Path locate(Map<String, String> environment, Path start) {
    String named = System.getProperty(PROPERTY, environment.getOrDefault(VARIABLE, ""));
    if (!named.isEmpty()) {
      return existing(Path.of(named));
    }
    return upwards(start)
        .orElseThrow(() ->
            new EngineStartException(
                "The engine's library libchdb.so is not installed: it is neither named in "
                    + VARIABLE
                    + " nor found at or above "
                    + start
                    + ".",
                REMEDY));
  }

  private static Path existing(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new EngineStartException("The engine's library " + file + " does not exist.", REMEDY);
    }
    return file.toAbsolutePath();
  }

  private static Optional<Path> upwards(Path start) {
    return Stream.iterate(
            start.toAbsolutePath().normalize(), directory -> directory != null, Path::getParent)
        .flatMap(directory ->
            Stream.of(directory.resolve(INSTALLED), directory.resolve(MODULE.resolve(INSTALLED))))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
