// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** A GraphQL client that shows whatever came back. */
final class GraphQl {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;

  GraphQl(URI address) {
    this.address = address;
  }

  JsonNode ask(String token, String query) {
    try {
      var response = post(query, "Authorization", "Bearer " + token);
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError("no JSON came back", e);
    }
  }

  HttpResponse<String> post(String query, String... headers) {
    try {
      return postTo("/graphql", JSON.writeValueAsString(Map.of("query", query)), headers);
    } catch (IOException e) {
      throw new AssertionError("no question could be made of it", e);
    }
  }

  HttpResponse<String> postTo(String path, String body, String... headers) {
    try {
      var request =
          HttpRequest.newBuilder(address.resolve(path))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body));
      for (int i = 0; i < headers.length; i += 2) {
        request.header(headers[i], headers[i + 1]);
      }
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("the service did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  HttpResponse<String> get(String path, String... headers) {
    try {
      var request = HttpRequest.newBuilder(address.resolve(path)).GET();
      for (int i = 0; i < headers.length; i += 2) {
        request.header(headers[i], headers[i + 1]);
      }
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("the service did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
