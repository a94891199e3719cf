// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The page that keeps the figures: each benchmark owns what stands between its two marks, and
 * nothing else changes when that is written anew.
 */
public final class PerformancePage {

  /** The order of sections on the page. */
  private static final List<String> ORDER =
      List.of(
          "all", "proxy", "path", "generator", "responder", "ingest", "replays", "start", "micro");

  private final Path file;

  /** The page in this file. */
  public PerformancePage(Path file) {
    this.file = file;
  }

  /** Replaces the section of a benchmark, or puts it in its place. */
  public void write(String name, String section) throws IOException {
    Files.writeString(file, with(Files.readString(file), name, section));
  }

  static String with(String page, String name, String section) {
    String block = begin(name) + "\n" + section.strip() + "\n" + end(name);
    int from = page.indexOf(begin(name));
    int to = page.indexOf(end(name));
    if (from >= 0 && to > from) {
      return page.substring(0, from) + block + page.substring(to + end(name).length());
    }
    int before = next(page, name);
    return before < 0
        ? page.stripTrailing() + "\n\n" + block + "\n"
        : page.substring(0, before) + block + "\n\n" + page.substring(before);
  }

  /** Where the first section begins that comes after this one; -1 when there is none. */
  private static int next(String page, String name) {
    return ORDER.stream()
        .skip(ORDER.indexOf(name) + 1L)
        .mapToInt(later -> page.indexOf(begin(later)))
        .filter(at -> at >= 0)
        .min()
        .orElse(-1);
  }

  private static String begin(String name) {
    return "<!-- bench " + name + " -->";
  }

  private static String end(String name) {
    return "<!-- end of bench " + name + " -->";
  }
}
