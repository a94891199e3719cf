// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this checkout and what was built in it lie. */
public final class Checkout {

  private Checkout() {}

  /** The folder with the launcher. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("reprise"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("no folder above this one holds the launcher 'reprise'");
    }
    return folder;
  }

  /** The command line's jar. */
  public static Path commandLine() {
    return built(Path.of("tools", "cli", "target", "quarkus-app", "quarkus-run.jar"));
  }

  /** The capture proxy's jar. */
  public static Path captureProxy() {
    return built(Path.of("agents", "capture-proxy", "target", "quarkus-app", "quarkus-run.jar"));
  }

  /** The jar of orchestrator-service. */
  static Path orchestrator() {
    return built(Path.of("orchestrator-service", "target", "quarkus-app", "quarkus-run.jar"));
  }

  /** The class path of the demo. */
  public static String demoClassPath() {
    return built(Path.of("demo", "target", "dist", "lib")).resolve("*").toString();
  }

  private static Path built(Path part) {
    Path path = root().resolve(part);
    if (!Files.exists(path)) {
      throw new IllegalStateException(path + " is not built; run './reprise build'");
    }
    return path;
  }
}
