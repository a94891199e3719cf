// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was built of Reprise, found from the root of its sources. */
public final class Project {

  private final Path root;

  private Project(Path root) {
    this.root = root;
  }

  /** The one that {@code REPRISE_ROOT} names, or that this process was started in. */
  public static Project find() {
    return at(Path.of(Optional.ofNullable(System.getenv("REPRISE_ROOT")).orElse(".")));
  }

  /** The one in this folder. */
  public static Project at(Path root) {
    return new Project(root.toAbsolutePath().normalize());
  }

  /** A file or folder. */
  public Path path(String first, String... more) {
    return root.resolve(Path.of(first, more));
  }

  /** Where benchmarks keep what they make. */
  public Path work(String name) {
    return path("benchmarks", "target", "work", name);
  }

  /** The command that starts one of the agents, with the JVM options that the product gives it. */
  public List<String> agent(String name, List<String> jvmOptions, List<String> arguments) {
    Path jar = path("agents", name, "target", "quarkus-app", "quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new BenchException("The %s is not built: run './reprise build'.".formatted(name));
    }
    var command = new ArrayList<>(List.of(java()));
    command.addAll(jvmOptions);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    return command;
  }

  /** The jar of the command line. */
  public Path commandLine() {
    Path jar = path("tools", "cli", "target", "quarkus-app", "quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new BenchException("The command line is not built: run './reprise build'.");
    }
    return jar;
  }

  /** The JVM that this process runs on. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
