// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.part;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the JDK's ahead-of-time cache of a part is kept, and what it was trained on.
 *
 * @param file the cache
 * @param sources the jars, or folders of jars, whose names, sizes and times it is bound to
 */
public record JvmCache(Path file, List<Path> sources) {

  public JvmCache {
    sources = List.copyOf(sources);
  }
}
