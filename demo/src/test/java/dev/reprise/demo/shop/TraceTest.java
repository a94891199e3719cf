// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.demo.http.Answer;
import dev.reprise.demo.http.ApiServer;
import dev.reprise.demo.http.Json;
import dev.reprise.demo.http.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class TraceTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  @Test
  void goesOnWithTheSameTraceAndASpanOfItsOwn() throws Exception {
    assertThat(childOf("00-" + TRACE + "-" + SPAN + "-01"))
        .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
        .doesNotContain(SPAN);
  }

  @Test
  void countsAsNoneWhenItIsNotValid() throws Exception {
    assertThat(childOf("00-" + "0".repeat(32) + "-" + SPAN + "-01")).isEmpty();
    assertThat(childOf("00-" + TRACE + "-" + "0".repeat(16) + "-01")).isEmpty();
    assertThat(childOf("00-" + TRACE + "-" + SPAN)).isEmpty();
    assertThat(childOf("anything")).isEmpty();
  }

  private static String childOf(String header) throws IOException, InterruptedException {
    var router =
        new Router()
            .on(
                "GET",
                "/",
                call ->
                    Answer.json(
                        200, Json.object().put("child", Trace.of(call).child().orElse(""))));
    try (var server = ApiServer.http(0, router);
        var client = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + server.port() + "/");
      var request = HttpRequest.newBuilder(uri).header("traceparent", header).build();
      return Json.parse(client.send(request, BodyHandlers.ofByteArray()).body())
          .path("child")
          .textValue();
    }
  }
}
