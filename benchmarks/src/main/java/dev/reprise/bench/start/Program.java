// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.start;

import dev.reprise.bench.process.Child;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A program whose start is measured.
 *
 * @param name as in tables
 * @param command that starts it from its jar; {@code java} first
 * @param environment of it
 * @param cache what the JDK has learnt from an earlier run; need not exist yet
 * @param isReady tells from outside whether it can be used
 */
record Program(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path cache,
    Predicate<Child> isReady) {

  private static final String QUIET = "-Xlog:aot*=error";

  /** How it is started. */
  enum Way {
    /** With nothing but its jar. */
    JAR("jar"),
    /** With the JDK's ahead-of-time cache. */
    CACHE("AOT cache"),
    /** So that it leaves such a cache. */
    TRAINING("training");

    private final String words;

    Way(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** The command that starts it that way. */
  List<String> command(Way way) {
    var all = new ArrayList<>(command);
    switch (way) {
      case JAR -> {}
      case TRAINING -> all.addAll(1, List.of("-XX:AOTCacheOutput=" + cache, QUIET));
      // It does not start at all where the cache does not fit.
      case CACHE -> all.addAll(1, List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on", QUIET));
    }
    return all;
  }
}
