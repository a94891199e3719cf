// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.driver;

import static dev.reprise.demo.driver.Buying.CARD;
import static dev.reprise.demo.driver.Buying.DECLINED_CARD;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** The kinds of sessions, each with how often it comes, and what it does. */
enum Scenario {
  PURCHASE(30),
  BROWSE(20),
  ABANDON(10),
  WRONG_PASSWORD(8),
  BAD_TOKEN(6),
  EMPTY_CART(6),
  SOLD_OUT(6),
  DECLINED(6),
  MISTAKES(4),
  EXPORT(2),
  RETURN(6);

  private final int weight;

  Scenario(int weight) {
    this.weight = weight;
  }

  /** One of them, by weight. */
  static Scenario any(SplittableRandom random) {
    int left = random.nextInt(Arrays.stream(values()).mapToInt(it -> it.weight).sum());
    for (Scenario scenario : values()) {
      left -= scenario.weight;
      if (left < 0) {
        return scenario;
      }
    }
    throw new IllegalStateException("the weights do not add up");
  }

  /** The requests of one session of this kind. */
  List<Step> steps(SplittableRandom random) {
    return switch (this) {
      case PURCHASE -> purchase(random);
      case BROWSE -> browse(random);
      case ABANDON -> abandon(random);
      case WRONG_PASSWORD -> wrongPassword();
      case BAD_TOKEN -> badToken();
      case EMPTY_CART -> emptyCart();
      case SOLD_OUT -> soldOut(random);
      case DECLINED -> declined(random);
      case MISTAKES -> mistakes();
      case EXPORT -> List.of(Browsing::health, Browsing::export);
      case RETURN -> returning();
    };
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static List<Step> purchase(SplittableRandom random) {
    var steps = new ArrayList<Step>(List.of(Account::login, Browsing::catalogue));
    var skus = Browsing.someProducts(random, 1 + random.nextInt(3));
    skus.forEach(sku -> steps.add(Browsing.product(sku)));
    steps.add(Buying::newCart);
    skus.forEach(sku -> steps.add(Buying.put(sku, 1 + random.nextInt(4))));
    steps.add(Buying::cart);
    steps.add(random.nextInt(4) == 0 ? Buying::checkoutAfterContinue : Buying.checkout(CARD));
    steps.add(Account::order);
    steps.add(Account::orders);
    steps.add(Account::logout);
    return steps;
  }

  private static List<Step> browse(SplittableRandom random) {
    var steps = new ArrayList<Step>(List.of(Browsing::catalogueHead, Browsing::catalogue));
    steps.add(Browsing::catalogueAgain);
    steps.add(Browsing.category(random));
    steps.add(Browsing.product(Browsing.BESTSELLER));
    for (String sku : Browsing.someProducts(random, 2 + random.nextInt(3))) {
      steps.add(random.nextBoolean() ? Browsing.product(sku) : Browsing.productWithStock(sku));
    }
    if (random.nextInt(3) == 0) {
      steps.add(Browsing::unknownProduct);
    }
    return steps;
  }

  private static List<Step> abandon(SplittableRandom random) {
    var skus = Browsing.someProducts(random, 2);
    return List.of(
        Browsing.productWithStock(skus.getFirst()),
        Buying::newCart,
        Buying.put(skus.getFirst(), 2),
        Buying.putInChunks(skus.getLast(), 1),
        Buying::cart,
        Buying.put(skus.getLast(), 0),
        Buying::cart);
  }

  private static List<Step> wrongPassword() {
    return List.of(
        Account::loginWithWrongPassword, Account::login, Account::ordersByCookie, Account::logout);
  }

  private static List<Step> badToken() {
    return List.of(
        Account::ordersWithForeignToken,
        Account::login,
        Account::orders,
        Account::logout,
        Account::ordersAfterLogout);
  }

  private static List<Step> emptyCart() {
    return List.of(
        Account::login,
        Buying::newCart,
        Buying.refusedCheckout(409, "cart_empty", CARD),
        Account::logout);
  }

  private static List<Step> mistakes() {
    return List.of(
        Account::loginWithMalformedJson,
        Browsing::unknownProduct,
        Buying::putIntoUnknownCart,
        Buying::newCart,
        Buying::putUnknownProduct);
  }

  private static List<Step> returning() {
    return List.of(Account::login, Account::ordersByCookie, Account::unknownOrder, Account::logout);
  }

  private static List<Step> soldOut(SplittableRandom random) {
    Step refused = Buying.refusedCheckout(409, "out_of_stock", CARD);
    Step tooMany = Buying.refusedCheckout(409, "insufficient_stock", CARD);
    String other = Browsing.someProducts(random, 1).getFirst();
    return List.of(
        Account::login,
        Buying::newCart,
        Buying.put(other, 1),
        Buying.put(Browsing.SOLD_OUT, 1),
        refused,
        Buying.put(Browsing.SOLD_OUT, 0),
        Buying.put(Browsing.NEARLY_SOLD_OUT, 5),
        tooMany,
        Account::logout);
  }

  private static List<Step> declined(SplittableRandom random) {
    String sku = Browsing.someProducts(random, 1).getFirst();
    return List.of(
        Account::login,
        Buying::newCart,
        Buying.put(sku, 1 + random.nextInt(3)),
        Buying.refusedCheckout(402, "card_declined", DECLINED_CARD),
        Buying.checkout(CARD),
        Account::orderWithPayment,
        Account::logout);
  }
}
