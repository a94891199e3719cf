// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.agents;

import dev.reprise.orchestrator.machine.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Where one agent of one replay keeps its files; removed with all of them when the replay has
 * ended.
 */
record AgentFolder(Path path) {

  private static final Logger LOG = Logger.getLogger(AgentFolder.class);

  static AgentFolder of(Path workDirectory, String replayId, Role role) {
    return new AgentFolder(
        workDirectory.resolve(replayId + "-" + role.name().toLowerCase(Locale.ROOT)));
  }

  void create() throws IOException {
    Files.createDirectories(path);
  }

  /** Blocks. Does nothing where there is none; what cannot be removed is logged. */
  void remove() {
    if (!Files.exists(path)) {
      return;
    }
    try {
      for (Path file : deepestFirst()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warnf(e, "An agent's files could not be removed: folder=%s", path);
    }
  }

  private List<Path> deepestFirst() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
