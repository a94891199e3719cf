// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.tour;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the local stack says of itself under its directory.
 *
 * @param queryAddress host:port of the reading side
 * @param token what shows who we are
 */
record LocalStackFiles(String queryAddress, String token) {

  static LocalStackFiles read(Path home) throws IOException {
    var stack = new ObjectMapper().readTree(home.resolve("stack.json").toFile());
    return new LocalStackFiles(
        stack.path("addresses").path("reprise.query.address").asText(),
        Files.readString(home.resolve("secrets").resolve("token")).strip());
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "local stack at " + queryAddress;
  }
}
