// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipFile;

/**
 * A program of another project that comes as a Maven artifact. It is fetched when a benchmark wants
 * it, so that no build has to; nothing of it is on a class path of ours.
 *
 * @param group of the artifact
 * @param name of the artifact
 * @param version of the artifact
 */
public record MavenArtifact(String group, String name, String version) {

  /** A mock server on the JVM, with all that it needs. */
  public static final MavenArtifact WIREMOCK =
      new MavenArtifact("org.wiremock", "wiremock-standalone", "3.13.2");

  /** Holds the programs of Hoverfly, a mock server in Go. */
  public static final MavenArtifact HOVERFLY =
      new MavenArtifact("io.specto", "hoverfly-java", "0.20.2");

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /**
   * The jar, fetched by Maven where it is not there yet.
   *
   * @throws BenchException if it cannot be had
   */
  public Path jar(Project project) {
    Path folder = project.path("benchmarks", "target", "peers");
    Path jar = folder.resolve("%s-%s.jar".formatted(name, version));
    if (Files.exists(jar)) {
      return jar;
    }
    Progress.say("fetching %s %s".formatted(name, version));
    var _ =
        Tool.run(
            LIMIT,
            List.of(
                "mvn",
                "-B",
                "-ntp",
                "-q",
                "-f",
                project.path("benchmarks", "pom.xml").toString(),
                "dependency:copy",
                "-Dartifact=%s:%s:%s".formatted(group, name, version),
                "-DoutputDirectory=" + folder));
    if (!Files.exists(jar)) {
      throw new BenchException("Maven has fetched %s, but there is no %s.".formatted(name, jar));
    }
    return jar;
  }

  /**
   * A program inside the jar, unpacked.
   *
   * @throws BenchException if it cannot be had
   */
  public Path program(Project project, String entry) {
    Path jar = jar(project);
    Path program = jar.resolveSibling(version + "-" + Path.of(entry).getFileName());
    if (Files.isExecutable(program)) {
      return program;
    }
    try (var zip = new ZipFile(jar.toFile())) {
      var found = zip.getEntry(entry);
      if (found == null) {
        throw new BenchException("There is no %s in %s.".formatted(entry, jar));
      }
      try (var content = zip.getInputStream(found)) {
        Files.copy(content, program, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
      return program;
    } catch (IOException e) {
      throw new BenchException(
          "%s could not be unpacked from %s: %s".formatted(entry, jar, e.getMessage()), e);
    }
  }
}
