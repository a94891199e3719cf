// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.fixtures.ClickHouseBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * What several observers of a request must agree on, a line each: direction, method, target,
 * status, and the hashes of both bodies.
 */
final class Sightings {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Sightings() {}

  /** By the ledger of who sent; without what got no answer. Sorted. */
  static List<String> inLedger(Path ledger) {
    var seen = new ArrayList<String>();
    try {
      for (String line : Files.readAllLines(ledger)) {
        var entry = JSON.readTree(line);
        if (entry.path("status").asInt() > 0) {
          seen.add(line(entry));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + ledger, e);
    }
    return seen.stream().sorted().toList();
  }

  private static String line(JsonNode entry) {
    return String.join(
        "\t",
        entry.path("direction").asText().equals("INBOUND") ? "IN" : "OUT",
        entry.path("method").asText(),
        entry.path("target").asText(),
        entry.path("status").asText(),
        hash(entry, "request"),
        hash(entry, "response"));
  }

  private static String hash(JsonNode entry, String side) {
    boolean none = entry.path(side + "Bytes").asLong() == 0;
    return none ? "" : entry.path(side + "Sha256").asText();
  }

  /** By the warehouse. Sorted. */
  static List<String> stored(ClickHouseBackend warehouse, String service) {
    var sql =
        """
        SELECT direction, method, target, status,
          lower(hex(request_body_sha256)), lower(hex(response_body_sha256))
        FROM reprise.rrpairs WHERE service = '%s'\
        """
            .formatted(service);
    return warehouse.execute(sql).lines().sorted().toList();
  }

  /** What some have that others have not, or have more often. */
  static List<String> without(List<String> some, List<String> others) {
    var left = new HashMap<String, Integer>();
    others.forEach(sighting -> left.merge(sighting, 1, Integer::sum));
    return some.stream().filter(sighting -> left.merge(sighting, -1, Integer::sum) < 0).toList();
  }
}
