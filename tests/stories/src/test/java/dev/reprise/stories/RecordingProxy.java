// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A capture proxy before an application that somebody else is to start. */
final class RecordingProxy implements AutoCloseable {

  private final ProxyCommand command;
  private final Process process;

  /**
   * Starts it, and waits until it listens.
   *
   * @param service what the application is called in the recording
   */
  RecordingProxy(String service, Stack stack, Path folder) {
    List<Integer> ports = Ports.free(3);
    command =
        new ProxyCommand(
            service, ports.get(0), ports.get(1), ports.get(2), folder, stack.ingestAddress());
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
    var environment = Map.of("REPRISE_TOKEN", stack.token());
    process =
        Processes.start(command.words(List.of()), environment, folder.resolve("capture-proxy.log"));
    Ports.awaitListening(command.inboundPort(), folder);
  }

  /** Where it looks for the application. */
  int appPort() {
    return command.appPort();
  }

  /** Where clients are to come. */
  int inboundPort() {
    return command.inboundPort();
  }

  @Override
  public void close() {
    Processes.end(process);
  }
}
