// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.rules.ReplayRules;
import dev.reprise.traffic.signature.Signatures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownSignaturesTest {

  private static final String JSON = "{\"b\":[1,2],\"a\":\"x\"}";

  /** Each differs from another in one thing that a signature is made of. */
  private static final List<Request> REQUESTS =
      List.of(
          request("GET", "shop.test", "/orders", ""),
          request("DELETE", "shop.test", "/orders", ""),
          request("GET", "stock.test", "/orders", ""),
          request("GET", "shop.test", "/orders?page=2", ""),
          request("POST", "shop.test", "/orders", JSON, "Content-Type", "application/json"),
          request("POST", "shop.test", "/orders", JSON + " ", "Content-Type", "application/json"),
          request("POST", "shop.test", "/orders", JSON, "Content-Type", "image/png"),
          request("POST", "shop.test", "/orders", JSON, "Content-Encoding", "image/png"),
          request("POST", "shop.test", "/orders", JSON),
          request("POST", "shop.test", "/orders", "a=1", "Content-Type", "text/plain"),
          request(
              "POST",
              "shop.test",
              "/orders",
              "a=1",
              "Content-Type",
              "application/x-www-form-urlencoded"),
          request("POST", "shop.test", "/orders", "x".repeat(20_000)),
          request("POST", "shop.test", "/orders", "x".repeat(20_000) + "y"));

  @Test
  void aSignatureIsTheSameWhetherItWasKnownOrNot() {
    var known = new KnownSignatures(ReplayRules.NONE);

    for (int time = 0; time < 2; time++) {
      for (Request request : REQUESTS) {
        assertThat(known.of(request)).isEqualTo(Signatures.of(request, ReplayRules.NONE));
      }
    }
  }

  @Test
  void whatTakesNoPartInASignatureDoesNotMakeItNew() {
    var known = new KnownSignatures(ReplayRules.NONE);

    var first = known.of(request("GET", "shop.test", "/orders", "", "X-Request-Id", "1"));

    assertThat(known.of(request("GET", "shop.test", "/orders", "", "X-Request-Id", "2")))
        .isSameAs(first);
  }

  private static Request request(
      String method, String authority, String target, String body, String... headers) {
    return new Request(
        method,
        "http",
        authority,
        target,
        "HTTP/1.1",
        Headers.of(headers),
        Body.whole(Bytes.of(body, StandardCharsets.US_ASCII)),
        Headers.EMPTY);
  }
}
