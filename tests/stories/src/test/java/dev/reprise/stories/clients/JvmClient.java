// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories.clients;

import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Objects;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.apache.http.client.methods.HttpGet;

/**
 * An application as people write it: it asks for each of its arguments with the client that the
 * first one names, and prints each status, or why there is none. It sets no proxy itself.
 */
final class JvmClient {

  private interface Client {
    int status(String url) throws Exception;
  }

  private JvmClient() {}

  /** The client's name, then URLs. */
  public static void main(String[] args) {
    var client = client(args[0]);
    for (int i = 1; i < args.length; i++) {
      System.out.println(answer(client, args[i]));
    }
    System.exit(0); // some clients leave threads behind
  }

  private static String answer(Client client, String url) {
    try {
      return String.valueOf(client.status(url));
    } catch (Exception e) {
      return "none: " + e.toString().replace('\n', ' ').toLowerCase(Locale.ROOT);
    }
  }

  private static Client client(String name) {
    return switch (name) {
      case "URLConnection" ->
          url -> ((HttpURLConnection) URI.create(url).toURL().openConnection()).getResponseCode();
      case "HttpClient" -> JvmClient::jdk;
      case "OkHttp" -> JvmClient::okHttp;
      case "Apache 4" ->
          url -> apache4(org.apache.http.impl.client.HttpClients.createDefault(), url);
      case "Apache 4 system" ->
          url -> apache4(org.apache.http.impl.client.HttpClients.createSystem(), url);
      case "Apache 5" ->
          url -> apache5(org.apache.hc.client5.http.impl.classic.HttpClients.createDefault(), url);
      case "Apache 5 system" ->
          url -> apache5(org.apache.hc.client5.http.impl.classic.HttpClients.createSystem(), url);
      case "Jetty" -> JvmClient::jetty;
      case "Reactor Netty" -> url -> reactor(reactor.netty.http.client.HttpClient.create(), url);
      case "Reactor Netty system" ->
          url ->
              reactor(
                  reactor.netty.http.client.HttpClient.create().proxyWithSystemProperties(), url);
      case "Vert.x" -> JvmClient::vertx;
      default -> throw new IllegalArgumentException("no client is called " + name);
    };
  }

  private static int jdk(String url) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static int okHttp(String url) throws IOException {
    var request = new Request.Builder().url(url).build();
    try (var response = new OkHttpClient().newCall(request).execute()) {
      return response.code();
    }
  }

  private static int apache4(org.apache.http.impl.client.CloseableHttpClient client, String url)
      throws IOException {
    try (client;
        var response = client.execute(new HttpGet(url))) {
      return response.getStatusLine().getStatusCode();
    }
  }

  private static int apache5(
      org.apache.hc.client5.http.impl.classic.CloseableHttpClient client, String url)
      throws IOException {
    try (client) {
      return client.execute(
          new org.apache.hc.client5.http.classic.methods.HttpGet(url),
          response -> response.getCode());
    }
  }

  private static int jetty(String url) throws Exception {
    var client = new org.eclipse.jetty.client.HttpClient();
    client.start();
    try {
      return client.GET(url).getStatus();
    } finally {
      client.stop();
    }
  }

  private static int reactor(reactor.netty.http.client.HttpClient client, String url) {
    return Objects.requireNonNull(client.get().uri(url).response().block()).status().code();
  }

  private static int vertx(String url) throws Exception {
    var vertx = Vertx.vertx();
    try {
      return WebClient.create(vertx)
          .getAbs(url)
          .send()
          .toCompletionStage()
          .toCompletableFuture()
          .get()
          .statusCode();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get();
    }
  }
}
