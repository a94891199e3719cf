// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.home;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What runs where: the content of {@code stack.json}, by which clients find everything. It is
 * replaced as a whole, so that a reader never sees half of it.
 */
public record StackState(
    long supervisorPid, Phase phase, Map<String, String> addresses, List<PartReport> parts) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public StackState {
    addresses = Map.copyOf(addresses);
    parts = List.copyOf(parts);
  }

  /** Replaces the file. */
  public void write(Path file) {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(toJson()));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the state file " + file, e);
    }
  }

  private ObjectNode toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("supervisorPid", supervisorPid).put("phase", phase.name());
    ObjectNode where = root.putObject("addresses");
    new TreeMap<>(addresses).forEach(where::put);
    ArrayNode list = root.putArray("parts");
    parts.forEach(part -> list.add(toJson(part)));
    return root;
  }

  /** One part, as it stands in the file and in progress events. */
  public static ObjectNode toJson(PartReport part) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", part.name()).put("state", part.state());
    part.pid().ifPresent(pid -> node.put("pid", pid));
    part.port().ifPresent(port -> node.put("port", port));
    part.since().ifPresent(since -> node.put("since", since.toString()));
    node.put("restarts", part.restarts());
    part.lastEnd().ifPresent(end -> node.put("lastEnd", end));
    return node;
  }

  /**
   * What the file says; empty when there is none.
   *
   * @throws AppException if it is not what {@link #write} writes
   */
  public static Optional<StackState> read(Path file) {
    try {
      return Optional.of(fromJson(JSON.readTree(Files.readString(file))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new AppException(
          ErrorKind.USER,
          "STATE_DAMAGED",
          "The stack's state in %s cannot be read: it is not what a supervisor writes there."
              .formatted(file),
          "Delete the file, then run 'reprise down', which ends what may still run.",
          Map.of("file", file.toString()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the state file " + file, e);
    }
  }

  private static StackState fromJson(JsonNode root) {
    var where = new TreeMap<String, String>();
    root.path("addresses")
        .properties()
        .forEach(entry -> where.put(entry.getKey(), entry.getValue().asText()));
    var list = new ArrayList<PartReport>();
    root.path("parts").forEach(node -> list.add(partFromJson(node)));
    return new StackState(
        root.path("supervisorPid").asLong(),
        Phase.valueOf(root.path("phase").asText()),
        where,
        list);
  }

  /** Reads what {@link #toJson(PartReport)} made. */
  public static PartReport partFromJson(JsonNode node) {
    return new PartReport(
        node.path("name").asText(),
        node.path("state").asText(),
        node.has("pid") ? OptionalLong.of(node.path("pid").asLong()) : OptionalLong.empty(),
        node.has("port") ? OptionalInt.of(node.path("port").asInt()) : OptionalInt.empty(),
        node.has("since")
            ? Optional.of(Instant.parse(node.path("since").asText()))
            : Optional.empty(),
        node.path("restarts").asInt(),
        node.has("lastEnd") ? Optional.of(node.path("lastEnd").asText()) : Optional.empty());
  }
}
