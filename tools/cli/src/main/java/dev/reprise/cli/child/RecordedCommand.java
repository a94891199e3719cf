// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.child;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * How a service was last started to be recorded on this machine, so that it can be said how to
 * start it for a replay.
 *
 * @param appPort where it listens; 0 when that was not said
 * @param command the program and its arguments; empty when it ran already
 */
public record RecordedCommand(int appPort, List<String> command) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the list. */
  public RecordedCommand {
    command = List.copyOf(command);
  }

  /** Keeps it for the service, in place of a former one. */
  public void write(Path home, String service) {
    Path file = file(home, service);
    var facts = new LinkedHashMap<String, Object>();
    facts.put("appPort", appPort);
    facts.put("command", command);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, JSON.writeValueAsString(facts));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** What was kept; empty where nothing was, or it cannot be understood any more. */
  public static Optional<RecordedCommand> read(Path home, String service) {
    Path file = file(home, service);
    try {
      var facts = JSON.readTree(Files.readString(file));
      var command = new ArrayList<String>();
      for (JsonNode word : facts.path("command")) {
        command.add(word.asText());
      }
      return Optional.of(new RecordedCommand(facts.path("appPort").asInt(), command));
    } catch (NoSuchFileException | JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static Path file(Path home, String service) {
    return home.resolve("recorded")
        .resolve(URLEncoder.encode(service, StandardCharsets.UTF_8) + ".json");
  }
}
