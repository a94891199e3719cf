// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** A file by which a program tells those who wait for it that it is ready, and where it listens. */
public final class ReadyFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ReadyFile() {}

  /**
   * Writes it, whole or not at all.
   *
   * @throws AppException if it cannot be written
   */
  public static void write(Path file, Map<String, ?> facts) {
    try {
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(draft, json(facts));
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new AppException(
          ErrorKind.USER,
          "READY_FILE_NOT_WRITTEN",
          "--ready-file: %s cannot be written: %s.".formatted(file, e.getMessage()),
          "Name a file in a folder that exists and may be written to.",
          Map.of("file", file.toString()),
          e);
    }
  }

  /** Facts as one line of JSON. */
  public static String json(Map<String, ?> facts) {
    try {
      return JSON.writeValueAsString(facts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of plain values can always be written", e);
    }
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is not what {@link #write} writes
   */
  public static JsonNode read(Path file) throws IOException {
    try {
      return JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + " is no ready file", e);
    }
  }
}
