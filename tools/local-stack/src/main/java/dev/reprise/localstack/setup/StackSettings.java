// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of a stack, checked as a whole. Holds secrets, so it does not print itself. */
public final class StackSettings {

  private static final int CLOSE_ENOUGH = 3;

  private final Map<Setting, String> values = new EnumMap<>(Setting.class);

  private StackSettings() {}

  /**
   * Reads the file, if there is one, and the environment over it.
   *
   * @throws AppException telling every problem at once
   */
  public static StackSettings read(Path file, Map<String, String> environment) {
    var settings = new StackSettings();
    var problems = new ArrayList<String>();
    if (Files.isRegularFile(file)) {
      settings.take(parse(file), "", problems);
    }
    for (Setting setting : Setting.values()) {
      Optional.ofNullable(environment.get(setting.variable()))
          .filter(value -> !value.isBlank())
          .ifPresent(value -> settings.put(setting, value, setting.variable(), problems));
    }
    if (!problems.isEmpty()) {
      throw new AppException(
          ErrorKind.USER,
          "STACK_SETTINGS_WRONG",
          "The stack's settings are wrong: " + String.join("; ", problems) + ".",
          "Correct %s or the environment.".formatted(file));
    }
    return settings;
  }

  private static JsonNode parse(Path file) {
    try {
      return new YAMLMapper().readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new AppException(
          ErrorKind.USER,
          "STACK_SETTINGS_WRONG",
          "%s, line %d, column %d: %s"
              .formatted(
                  file,
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                  e.getOriginalMessage()),
          "Correct the file; it is YAML.",
          Map.of("file", file.toString()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private void take(JsonNode node, String prefix, List<String> problems) {
    node.properties()
        .forEach(entry -> {
          String key = prefix + entry.getKey();
          if (entry.getValue().isObject()) {
            take(entry.getValue(), key + ".", problems);
          } else {
            Setting.of(key)
                .ifPresentOrElse(
                    setting -> put(setting, entry.getValue().asText(), key, problems),
                    () -> problems.add(unknown(key)));
          }
        });
  }

  private static String unknown(String key) {
    return Arrays.stream(Setting.values())
        .map(Setting::key)
        .min(Comparator.comparingInt(known -> distance(known, key)))
        .filter(known -> distance(known, key) <= CLOSE_ENOUGH)
        .map(known -> "'%s' is not a setting (did you mean '%s'?)".formatted(key, known))
        .orElseGet(() -> "'%s' is not a setting".formatted(key));
  }

  /** How many letters must be added, taken away or changed to make one of the other. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }

  private void put(Setting setting, String value, String source, List<String> problems) {
    setting
        .problem(value)
        .ifPresentOrElse(
            problem -> problems.add(source + " " + problem), () -> values.put(setting, value));
  }

  /** The value, or the default. */
  public String text(Setting setting) {
    return values.getOrDefault(setting, setting.byDefault());
  }

  /** The value when it is not empty. */
  public Optional<String> given(Setting setting) {
    return Optional.of(text(setting)).filter(value -> !value.isEmpty());
  }

  /** The value of a port. */
  public int port(Setting setting) {
    return Integer.parseInt(text(setting));
  }

  /** The value of a flag. */
  public boolean flag(Setting setting) {
    return Boolean.parseBoolean(text(setting));
  }
}
