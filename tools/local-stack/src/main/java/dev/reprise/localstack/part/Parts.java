// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.part;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A stack's parts in an order in which each comes after what it depends on. */
public final class Parts {

  private final Map<String, Part> byName = new HashMap<>();
  private final List<Part> ordered = new ArrayList<>();

  /**
   * @throws IllegalArgumentException if a name is there twice, a dependency is not there, or
   *     dependencies form a circle
   */
  public Parts(List<Part> parts) {
    for (Part part : parts) {
      if (byName.put(part.name(), part) != null) {
        throw new IllegalArgumentException("two parts are called '%s'".formatted(part.name()));
      }
    }
    var done = new LinkedHashSet<String>();
    parts.forEach(part -> place(part.name(), done, new LinkedHashSet<>()));
    done.forEach(name -> ordered.add(part(name)));
  }

  private void place(String name, Set<String> done, Set<String> path) {
    if (done.contains(name)) {
      return;
    }
    if (!path.add(name)) {
      throw new IllegalArgumentException(
          "parts depend on each other in a circle: " + String.join(" -> ", path) + " -> " + name);
    }
    part(name).dependsOn().forEach(other -> place(other, done, path));
    path.remove(name);
    done.add(name);
  }

  private Part part(String name) {
    Part found = byName.get(name);
    if (found == null) {
      throw new IllegalArgumentException("there is no part called '%s'".formatted(name));
    }
    return found;
  }

  /** All of them, dependencies first. */
  public List<Part> ordered() {
    return List.copyOf(ordered);
  }

  /**
   * The named parts and whatever they depend on.
   *
   * @throws AppException naming the parts there are, if one is not
   */
  public Parts only(List<String> names) {
    var wanted = new LinkedHashSet<String>();
    names.forEach(name -> collect(name, wanted));
    return new Parts(ordered.stream().filter(part -> wanted.contains(part.name())).toList());
  }

  private void collect(String name, Set<String> wanted) {
    Part part = byName.get(name);
    if (part == null) {
      throw new AppException(
          ErrorKind.USER,
          "PART_UNKNOWN",
          "The stack has no part '%s'.".formatted(name),
          "Name one or more of: "
              + ordered.stream().map(Part::name).collect(Collectors.joining(", "))
              + ".");
    }
    if (wanted.add(name)) {
      part.dependsOn().forEach(other -> collect(other, wanted));
    }
  }
}
