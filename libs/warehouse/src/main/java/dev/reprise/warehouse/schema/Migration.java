// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One step of the schema, as shipped.
 *
 * @param version from 1, without holes
 * @param name its file's name
 * @param template SQL with {@code ${onCluster}} and {@code ${engine:NAME}} to be filled in
 */
record Migration(int version, String name, String template) {

  private static final List<String> SHIPPED = List.of("V001__pairs.sql");
  private static final String FOLDER = "/dev/reprise/warehouse/migrations/";
  private static final Pattern NAME = Pattern.compile("V([0-9]{3})__[a-z0-9_]+\\.sql");
  private static final Pattern ENGINE = Pattern.compile("\\$\\{engine:([A-Za-z]+)}");

  /** All of them, in order. They are listed by name because a native image has no folders. */
  static List<Migration> shipped() {
    return SHIPPED.stream().map(Migration::load).toList();
  }

  private static Migration load(String file) {
    try (var in = Migration.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("the migration " + file + " is missing from the jar");
      }
      return named(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the migration " + file + " cannot be read", e);
    }
  }

  static Migration named(String file, String template) {
    var matcher = NAME.matcher(file);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a migration is named like V001__what.sql, this is not: " + file);
    }
    return new Migration(Integer.parseInt(matcher.group(1)), file, template);
  }

  /** What tells whether it has changed since it was applied. */
  String checksum() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(template.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /**
   * Its statements, for one server or for a cluster.
   *
   * @param cluster the cluster's name; empty for one server
   */
  List<String> statements(Optional<String> cluster) {
    var statements = new ArrayList<String>();
    var statement = new StringBuilder();
    for (String line : filledIn(cluster).split("\n", -1)) {
      if (line.startsWith("--") || (line.isBlank() && statement.isEmpty())) {
        continue;
      }
      if (line.stripTrailing().endsWith(";")) {
        statement.append(line, 0, line.lastIndexOf(';'));
        statements.add(statement.toString());
        statement.setLength(0);
      } else {
        statement.append(line).append('\n');
      }
    }
    if (!statement.toString().isBlank()) {
      throw new IllegalStateException(name + " does not end its last statement with a semicolon");
    }
    return statements;
  }

  private String filledIn(Optional<String> cluster) {
    var onCluster = cluster.map(named -> "ON CLUSTER '" + named + "'").orElse("");
    var engine = cluster.isPresent() ? "Replicated$1" : "$1";
    return ENGINE.matcher(template.replace("${onCluster}", onCluster)).replaceAll(engine);
  }
}
