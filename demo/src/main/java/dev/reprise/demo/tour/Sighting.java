// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.tour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What two observers of one request must agree on.
 *
 * @param direction {@code IN} or {@code OUT}
 * @param target path and query
 * @param requestHash SHA-256 of the request's wire body, in hex; empty when there is none
 * @param responseHash the same of the response
 */
record Sighting(
    String direction,
    String method,
    String target,
    int status,
    long requestBytes,
    String requestHash,
    long responseBytes,
    String responseHash) {

  private static final ObjectMapper JSON = new ObjectMapper();
  // Probes are what the default rules of ingest-service leave out.
  private static final String PROBE = "/health";

  /** How often each was seen, by the ledgers of those who sent; health probes are left out. */
  static Map<Sighting, Integer> inLedgers(List<Path> ledgers) throws IOException {
    var seen = new HashMap<Sighting, Integer>();
    for (Path ledger : ledgers) {
      for (String line : Files.readAllLines(ledger)) {
        var sighting = ofLedger(JSON.readTree(line));
        if (!sighting.target().equals(PROBE)) {
          seen.merge(sighting, 1, Integer::sum);
        }
      }
    }
    return seen;
  }

  private static Sighting ofLedger(JsonNode line) {
    return new Sighting(
        line.path("direction").asText().equals("INBOUND") ? "IN" : "OUT",
        line.path("method").asText(),
        line.path("target").asText(),
        line.path("status").asInt(),
        line.path("requestBytes").asLong(),
        hash(line, "requestBytes", "requestSha256"),
        line.path("responseBytes").asLong(),
        hash(line, "responseBytes", "responseSha256"));
  }

  private static String hash(JsonNode line, String bytes, String hash) {
    return line.path(bytes).asLong() == 0 ? "" : line.path(hash).asText();
  }
}
