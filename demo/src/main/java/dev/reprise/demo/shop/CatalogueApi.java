// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.demo.http.Answer;
import dev.reprise.demo.http.Call;
import dev.reprise.demo.http.Json;
import dev.reprise.demo.http.Router;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/** What customers without an account may do: look at the products. */
final class CatalogueApi {

  private static final int WRONG_BY_CENTS = 100;

  private final Catalogue catalogue;
  private final InventoryClient inventory;
  private final boolean pricesWrong;
  private final Answer export;

  CatalogueApi(Catalogue catalogue, InventoryClient inventory, Set<Regression> regressions) {
    this.catalogue = catalogue;
    this.inventory = inventory;
    this.pricesWrong = regressions.contains(Regression.PRICE);
    var everything = Json.object();
    everything.put("currency", Order.CURRENCY);
    everything.set("variants", Json.tree(catalogue.export()));
    this.export = Answer.json(200, everything).chunked();
  }

  void addTo(Router router) {
    router
        .on("GET", "/health", _ -> Answer.json(200, Json.object().put("status", "up")))
        .on("GET", "/catalogue", this::list)
        .on("GET", "/catalogue/export", _ -> export)
        .on("GET", "/catalogue/{sku}", this::one);
  }

  private Answer list(Call call) {
    Optional<String> category = call.query("category");
    List<Product> chosen =
        catalogue.all().stream()
            .filter(product -> category.map(product.category()::equals).orElse(true))
            .toList();
    JsonNode products = Json.tree(chosen);
    String tag = tag(products);
    if (call.header("If-None-Match").equals(Optional.of(tag))) {
      return Answer.empty(304).with("ETag", tag);
    }
    var body = Json.object();
    body.put("currency", Order.CURRENCY);
    body.put("count", products.size());
    body.set("products", products);
    return Answer.json(200, body).with("ETag", tag).compressible();
  }

  private Answer one(Call call) throws InterruptedException {
    Product product = catalogue.get(call.path("sku"));
    ObjectNode body = (ObjectNode) Json.tree(offered(product));
    body.put("currency", Order.CURRENCY);
    if (call.query("stock").equals(Optional.of("true"))) {
      body.put("available", inventory.available(product.sku(), Trace.of(call)));
    }
    return Answer.json(200, body);
  }

  private Product offered(Product product) {
    return pricesWrong && product.sku().equals(Catalogue.BESTSELLER)
        ? product.withPriceCents(product.priceCents() + WRONG_BY_CENTS)
        : product;
  }

  private static String tag(JsonNode products) {
    var checksum = new CRC32();
    checksum.update(Json.bytes(products));
    return "\"%08x\"".formatted(checksum.getValue());
  }
}
