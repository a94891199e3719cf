// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.driver;

import dev.reprise.demo.driver.Visitor.Memory;
import dev.reprise.demo.ledger.Outgoing;
import dev.reprise.demo.ledger.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Requests that look at products. */
final class Browsing {

  static final String BESTSELLER = "SKU-1001";
  static final String SOLD_OUT = "SKU-1013";
  static final String NEARLY_SOLD_OUT = "SKU-1027";

  private static final int FIRST = 1001;
  private static final int PRODUCTS = 40;
  private static final int LEAST_EXPORT_BYTES = 1_500_000;
  private static final List<String> CATEGORIES = List.of("tea", "coffee", "spice", "ware");

  private Browsing() {}

  /** Different products that can be bought. */
  static List<String> someProducts(SplittableRandom random, int count) {
    var chosen = new ArrayList<String>();
    while (chosen.size() < count) {
      String sku = "SKU-" + (FIRST + random.nextInt(PRODUCTS));
      boolean buyable = !sku.equals(SOLD_OUT) && !sku.equals(NEARLY_SOLD_OUT);
      if (buyable && !chosen.contains(sku)) {
        chosen.add(sku);
      }
    }
    return chosen;
  }

  static void health(Visitor visitor) throws IOException, InterruptedException {
    visitor.expect(200, visitor.request("GET", "/health"));
  }

  static void catalogue(Visitor visitor) throws IOException, InterruptedException {
    Outgoing request = visitor.request("GET", "/catalogue").header("Accept-Encoding", "gzip");
    Reply reply = visitor.expect(200, request);
    int count = reply.json().path("products").size();
    visitor.check(count == PRODUCTS, request, count + " products");
    visitor.remember(Memory.ETAG, reply.header("ETag").orElse(""));
  }

  static void catalogueHead(Visitor visitor) throws IOException, InterruptedException {
    Outgoing request = visitor.request("HEAD", "/catalogue");
    Reply reply = visitor.expect(200, request);
    boolean bare = reply.wireBytes() == 0 && reply.header("Content-Length").isPresent();
    visitor.check(bare, request, "a body, or without telling its length");
  }

  static void catalogueAgain(Visitor visitor) throws IOException, InterruptedException {
    Outgoing request = visitor.request("GET", "/catalogue");
    visitor.expect(304, request.header("If-None-Match", visitor.recall(Memory.ETAG)));
  }

  static Step category(SplittableRandom random) {
    String category = CATEGORIES.get(random.nextInt(CATEGORIES.size()));
    return visitor -> {
      Outgoing request = visitor.request("GET", "/catalogue?category=" + category);
      int count = visitor.expect(200, request).json().path("count").intValue();
      visitor.check(count > 0 && count < PRODUCTS, request, count + " products");
    };
  }

  static Step product(String sku) {
    return visitor -> {
      Outgoing request = visitor.request("GET", "/catalogue/" + sku);
      Reply reply = visitor.expect(200, request);
      String found = visitor.textIn(reply, "sku", request);
      visitor.check(found.equals(sku), request, "the product " + found);
    };
  }

  static Step productWithStock(String sku) {
    return visitor -> {
      Outgoing request = visitor.request("GET", "/catalogue/" + sku + "?stock=true");
      Reply reply = visitor.expect(200, request);
      visitor.check(reply.json().path("available").isInt(), request, "no number of pieces");
    };
  }

  static void unknownProduct(Visitor visitor) throws IOException, InterruptedException {
    visitor.expectError(404, "unknown_sku", visitor.request("GET", "/catalogue/SKU-9999"));
  }

  static void export(Visitor visitor) throws IOException, InterruptedException {
    Outgoing request = visitor.request("GET", "/catalogue/export");
    Reply reply = visitor.expect(200, request);
    visitor.check(
        reply.wireBytes() > LEAST_EXPORT_BYTES, request, "only " + reply.wireBytes() + " bytes");
  }
}
