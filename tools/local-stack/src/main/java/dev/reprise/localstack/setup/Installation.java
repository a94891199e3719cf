// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.setup;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the programs of the stack lie: the folder that holds the launcher, found by the environment
 * ({@code REPRISE_ROOT}), else by walking up from this class, else from the working directory.
 */
public final class Installation {

  private static final Path DIST = Path.of("tools", "local-stack", "target", "dist", "lib");

  private final Path root;

  public Installation(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /**
   * @throws AppException if no folder above holds the installation
   */
  public static Installation find() {
    return Stream.of(
            Optional.ofNullable(System.getenv("REPRISE_ROOT")).map(Path::of),
            ownLocation(),
            Optional.of(Path.of("")))
        .flatMap(Optional::stream)
        .flatMap(start -> walkUp(start).stream())
        .findFirst()
        .map(Installation::new)
        .orElseThrow(() ->
            new AppException(
                ErrorKind.USER,
                "INSTALLATION_NOT_FOUND",
                "Reprise's own programs were not found above %s."
                    .formatted(Path.of("").toAbsolutePath()),
                "Run it from its folder with ./reprise, or set REPRISE_ROOT to that folder."));
  }

  private static Optional<Path> ownLocation() {
    return Optional.ofNullable(Installation.class.getProtectionDomain().getCodeSource())
        .map(source -> source.getLocation())
        .flatMap(url -> {
          try {
            return Optional.of(Path.of(url.toURI()));
          } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty(); // a class of a native image, or of a nested jar
          }
        });
  }

  private static Optional<Path> walkUp(Path start) {
    return Stream.iterate(start.toAbsolutePath().normalize(), Objects::nonNull, Path::getParent)
        .filter(dir ->
            Files.isDirectory(dir.resolve("tools/local-stack"))
                && Files.isRegularFile(dir.resolve("pom.xml")))
        .findFirst();
  }

  /** The folder itself. */
  public Path root() {
    return root;
  }

  /** The folder with the jars of the back ends and the supervisor. */
  public Path lib() {
    return root.resolve(DIST);
  }

  /**
   * Those jars as a class path in a fixed order, our own first, so that a start-up cache trained on
   * it holds and our classes are found without opening the others.
   *
   * @throws AppException if they are not built
   */
  public String classPath() {
    List<Path> jars = jars();
    if (jars.isEmpty()) {
      throw notBuilt("the local stack", lib());
    }
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private List<Path> jars() {
    if (!Files.isDirectory(lib())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(lib())) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted(
              Comparator.comparingInt(Installation::rank).thenComparing(Comparator.naturalOrder()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + lib(), e);
    }
  }

  private static int rank(Path jar) {
    String name = jar.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.startsWith("reprise-") ? 0 : name.startsWith("jackson-") ? 1 : 2;
  }

  /** The native library of the embedded ClickHouse engine, where npm puts it. */
  public Path engineLibrary() {
    return root.resolve("tools/local-stack/engine/node_modules")
        .resolve("@chdb/lib-linux-x64-gnu/libchdb.so");
  }

  /**
   * The runnable jar of a service.
   *
   * @throws AppException if it is not built
   */
  public Path serviceJar(String service) {
    return runnableJar(service + "-service", root.resolve(service + "-service"));
  }

  /**
   * The runnable jar of an agent.
   *
   * @throws AppException if it is not built
   */
  public Path agentJar(String agent) {
    return runnableJar(agent, root.resolve("agents").resolve(agent));
  }

  private static Path runnableJar(String what, Path module) {
    Path jar = module.resolve("target").resolve("quarkus-app").resolve("quarkus-run.jar");
    if (!Files.isRegularFile(jar)) {
      throw notBuilt(what, jar);
    }
    return jar;
  }

  private static AppException notBuilt(String what, Path where) {
    return new AppException(
        ErrorKind.USER,
        "NOT_BUILT",
        "%s is not built: there is no %s.".formatted(what, where),
        "Run ./reprise build.");
  }

  /**
   * The {@code java} that runs the parts: the one that runs this, or of {@code JAVA_HOME} where
   * this is a native image.
   */
  public static String java() {
    String home =
        Optional.ofNullable(System.getProperty("java.home"))
            .or(() -> Optional.ofNullable(System.getenv("JAVA_HOME")))
            .orElseThrow(() ->
                new AppException(
                    ErrorKind.USER,
                    "JDK_NOT_FOUND",
                    "The parts of the stack need a JDK 25, and JAVA_HOME is not set.",
                    "Set JAVA_HOME to a JDK 25."));
    return Path.of(home, "bin", "java").toString();
  }
}
