// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.part;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One process of the stack: what to run and how to tell that it runs. A stack is a list of these,
 * so that a test can run one of little scripts.
 *
 * @param name short, lower case; it also names the log file and the pid file
 * @param command the program and its arguments
 * @param env added to the environment that the supervisor has; may hold secrets, so it is never
 *     logged or written
 * @param dependsOn parts that must be ready before this one is launched
 * @param ports what it listens on; the first is shown as its port
 * @param cache present when the command is a {@code java} whose start-up can be trained
 * @param liveness present when it can be told from outside that it hangs
 */
public record Part(
    String name,
    List<String> command,
    Map<String, String> env,
    Readiness readiness,
    List<String> dependsOn,
    List<PortNeed> ports,
    Limits limits,
    Optional<JvmCache> cache,
    Optional<Liveness> liveness) {

  public Part {
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "part name '%s' must be lower case letters, digits and dashes".formatted(name));
    }
    if (command.isEmpty()) {
      throw new IllegalArgumentException("part '%s' has no command".formatted(name));
    }
    command = List.copyOf(command);
    env = Map.copyOf(env);
    dependsOn = List.copyOf(dependsOn);
    ports = List.copyOf(ports);
  }

  /** A part that needs nothing, with the usual limits. */
  public static Part of(String name, List<String> command, Readiness readiness) {
    return new Part(
        name,
        command,
        Map.of(),
        readiness,
        List.of(),
        List.of(),
        Limits.USUAL,
        Optional.empty(),
        Optional.empty());
  }

  /** The same part with this environment instead. */
  public Part withEnv(Map<String, String> newEnv) {
    return new Part(name, command, newEnv, readiness, dependsOn, ports, limits, cache, liveness);
  }

  /** The same part, launched after these. */
  public Part after(List<String> others) {
    return new Part(name, command, env, readiness, others, ports, limits, cache, liveness);
  }

  /** The same part, listening here. */
  public Part listeningOn(List<PortNeed> newPorts) {
    return new Part(name, command, env, readiness, dependsOn, newPorts, limits, cache, liveness);
  }

  /** The same part with other limits. */
  public Part within(Limits newLimits) {
    return new Part(name, command, env, readiness, dependsOn, ports, newLimits, cache, liveness);
  }

  /** The same part, its start-up trained into this cache. */
  public Part cachedIn(JvmCache newCache) {
    return new Part(
        name, command, env, readiness, dependsOn, ports, limits, Optional.of(newCache), liveness);
  }

  /** The same part, which must give this sign of life. */
  public Part alive(Liveness newLiveness) {
    return new Part(
        name, command, env, readiness, dependsOn, ports, limits, cache, Optional.of(newLiveness));
  }

  /** Leaves the environment out, since it may hold secrets. */
  @Override
  public String toString() {
    return "Part[" + name + "]";
  }
}
