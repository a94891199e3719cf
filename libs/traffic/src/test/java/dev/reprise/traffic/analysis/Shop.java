// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import dev.reprise.traffic.pair.RRPair;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * A shop with two dependencies, scripted: the same seed gives the same recording, another seed the
 * same story with other tokens, ids and times. Amounts and articles depend on the session only.
 */
public final class Shop {

  public static final String INVENTORY = "inventory.shop.test";
  public static final String PAYMENT = "payment.shop.test";

  private static final long START_NANOS = 1_780_000_000_000_000_000L; // in May 2026

  private final Random random;
  private final Recording recording;
  private long orderNumber;
  private int sessions;

  public Shop(long seed) {
    this.random = new Random(seed);
    this.recording =
        new Recording("shop", START_NANOS + Math.floorMod(seed, 1000L) * 3_600_000_000_000L);
    this.orderNumber = 1000 + Math.floorMod(seed, 50L) * 100;
  }

  /** The recording of so many sessions, one after the other. */
  public static List<RRPair> record(long seed, int sessions) {
    var shop = new Shop(seed);
    for (int i = 0; i < sessions; i++) {
      shop.session(i);
    }
    return shop.recording.pairs();
  }

  /** The next session alone, in total order; earlier ones are not kept. */
  public List<RRPair> nextSession() {
    recording.forget();
    session(sessions++);
    return recording.pairs().stream().sorted(RRPair.ORDER).toList();
  }

  private void session(int number) {
    var token = jwt();
    recording
        .in("POST /login")
        .json("{\"user\":\"user-%d\",\"password\":\"secret\"}".formatted(number))
        .answers(200, "{\"token\":\"%s\",\"expiresAt\":\"%s\"}".formatted(token, now()));
    recording
        .in("GET /products?page=1")
        .bearer(token)
        .gzipped()
        .answers(
            200,
            "{\"items\":[{\"sku\":\"sku-1\",\"price\":1999},{\"sku\":\"sku-2\",\"price\":499}]}");
    var cart = cart(token);
    int quantity = number % 3 + 1;
    item(token, cart, quantity);
    checkout(token, cart, number, quantity * 1999);
  }

  private String cart(String token) {
    var cart = uuid();
    recording
        .in("POST /carts")
        .bearer(token)
        .withAnswerHeader("Location", "/carts/" + cart)
        .withAnswerHeader("X-Request-Id", uuid())
        .answers(201, "{\"id\":\"%s\",\"createdAt\":\"%s\",\"items\":[]}".formatted(cart, now()));
    return cart;
  }

  private void item(String token, String cart, int quantity) {
    var call =
        recording
            .in("POST /carts/%s/items".formatted(cart))
            .bearer(token)
            .json("{\"sku\":\"sku-1\",\"qty\":%d}".formatted(quantity));
    recording
        .out(INVENTORY, "GET /stock/sku-1?warehouse=main&asOf=" + nowMillis())
        .answers(200, "{\"sku\":\"sku-1\",\"available\":7}");
    call.answers(200, "{\"cartId\":\"%s\",\"total\":%d}".formatted(cart, quantity * 1999));
  }

  private void checkout(String token, String cart, int number, int amount) {
    var order = uuid();
    var charge = hex();
    var reservation = "rsv-" + uuid();
    var call =
        recording
            .in("POST /carts/%s/checkout".formatted(cart))
            .bearer(token)
            .json("{\"card\":\"4111111111111111\",\"device\":\"%s\"}".formatted(device(number)));
    recording
        .out(INVENTORY, "POST /reservations")
        .json("{\"order\":\"%s\",\"lines\":[{\"sku\":\"sku-1\"}]}".formatted(order))
        .answers(201, "{\"id\":\"%s\",\"order\":\"%s\"}".formatted(reservation, order));
    recording
        .out(PAYMENT, "POST /charges")
        .json(
            "{\"order\":\"%s\",\"amount\":%d,\"at\":%s,\"device\":\"%s\"}"
                .formatted(order, amount, nowMillis(), device(number)))
        .answers(201, "{\"id\":\"%s\",\"order\":\"%s\"}".formatted(charge, order));
    recording
        .out(PAYMENT, "POST /charges/%s/capture".formatted(charge))
        .json("{\"reservation\":\"%s\"}".formatted(reservation))
        .answers(200, "{\"status\":\"captured\"}");
    long placed = ++orderNumber;
    call.answers(
        201,
        "{\"order\":\"%s\",\"number\":%d,\"charge\":\"%s\",\"placedAt\":\"%s\"}"
            .formatted(order, placed, charge, now()));
    recording
        .in("GET /orders/" + placed)
        .bearer(token)
        .answers(
            200,
            "{\"number\":%d,\"order\":\"%s\",\"self\":\"http://shop.test/orders/%d\"}"
                .formatted(placed, order, placed));
  }

  private String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private String hex() {
    return "%016x%08x".formatted(random.nextLong() | 0xa0L, random.nextInt());
  }

  /** Made by the client, which replays as recorded: it depends on the session only. */
  private static String device(int number) {
    return UUID.nameUUIDFromBytes(("device-" + number).getBytes(StandardCharsets.UTF_8)).toString();
  }

  private String jwt() {
    return base64("{\"alg\":\"HS256\"}")
        + "."
        + base64("{\"sub\":\"1\",\"jti\":\"%s\"}".formatted(uuid()))
        + "."
        + base64(uuid());
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private String now() {
    return Instant.ofEpochSecond(0, recording.nowNanos()).toString();
  }

  private String nowMillis() {
    return Long.toString(recording.nowNanos() / 1_000_000);
  }
}
