// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.place.Place;
import dev.reprise.traffic.rules.EndpointKey;
import dev.reprise.traffic.rules.Maker;
import dev.reprise.traffic.rules.PlaceClass;
import dev.reprise.traffic.rules.PlaceRule;
import dev.reprise.traffic.signature.Signatures;
import dev.reprise.traffic.snapshot.OutboundEntry;
import dev.reprise.traffic.snapshot.RecordedCall;
import dev.reprise.traffic.snapshot.RecordedRequest;
import dev.reprise.traffic.snapshot.SessionBasis;
import dev.reprise.traffic.snapshot.SnapshotFile;
import dev.reprise.traffic.snapshot.SnapshotManifest;
import dev.reprise.traffic.snapshot.TokenUse;
import dev.reprise.traffic.value.ValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the analysis concludes from a recording of a shop whose every token, id and time is fresh.
 */
class ShopRecordingTest {

  private static final int SESSIONS = 6;

  private SnapshotFile snapshot;

  @BeforeEach
  void build(@TempDir Path directory) throws IOException {
    var artifact = directory.resolve("shop.snapshot");
    SnapshotBuilder.build(Shop.record(1, SESSIONS), artifact);
    snapshot = SnapshotFile.open(artifact);
  }

  @AfterEach
  void close() {
    snapshot.close();
  }

  @Test
  void aTokenThatTheShopIssuesIsAnIdThatBinds() {
    assertThat(in("POST /login", 200, "response.body.$.token"))
        .satisfies(rule -> assertThat(rule.placeClass()).isEqualTo(PlaceClass.ID))
        .satisfies(rule -> assertThat(rule.type()).isEqualTo(ValueType.JWT))
        .satisfies(rule -> assertThat(rule.evidence().makers()).containsExactly(Maker.SUT))
        .satisfies(rule -> assertThat(rule.guessed()).isFalse());
    assertThat(classIn("GET /products", 0, "request.header.authorization"))
        .isEqualTo(PlaceClass.ID);
  }

  @Test
  void whatTheShopMakesIsAnIdWhereverItStands() {
    assertThat(classIn("POST /carts", 201, "response.body.$.id")).isEqualTo(PlaceClass.ID);
    assertThat(classIn("POST /carts", 201, "response.header.location#path[1]"))
        .isEqualTo(PlaceClass.ID);
    assertThat(classIn("POST /carts/{id}/items", 0, "request.path[1]")).isEqualTo(PlaceClass.ID);
    assertThat(classOut(Shop.PAYMENT, "POST /charges", 0, "request.body.$.order"))
        .isEqualTo(PlaceClass.ID);
    assertThat(classIn("POST /carts/{id}/checkout", 201, "response.body.$.order"))
        .isEqualTo(PlaceClass.ID);
  }

  @Test
  void whatADependencyMakesIsRecordedAndMaskedOnlyInSignatures() {
    assertThat(classOut(Shop.PAYMENT, "POST /charges", 201, "response.body.$.id"))
        .isEqualTo(PlaceClass.RECORDED);
    assertThat(classIn("POST /carts/{id}/checkout", 201, "response.body.$.charge"))
        .isEqualTo(PlaceClass.RECORDED);
    var capture = out(Shop.PAYMENT, "POST /charges/{id}/capture", 0, "request.path[1]");
    assertThat(capture.placeClass()).isEqualTo(PlaceClass.RECORDED);
    assertThat(capture.masks("00000000000000a1b2c3d4e5")).isTrue();
  }

  @Test
  void whatTheClientMakesIsRecordedAndStaysInSignatures() {
    var device = out(Shop.PAYMENT, "POST /charges", 0, "request.body.$.device");

    assertThat(device.placeClass()).isEqualTo(PlaceClass.RECORDED);
    assertThat(device.evidence().makers()).containsExactly(Maker.CLIENT);
    assertThat(device.masks("3d813cbb-47fb-32ba-91df-831e1593ac29")).isFalse();
  }

  @Test
  void timesAreTimes() {
    assertThat(classIn("POST /login", 200, "response.body.$.expiresAt")).isEqualTo(PlaceClass.TIME);
    assertThat(classOut(Shop.PAYMENT, "POST /charges", 0, "request.body.$.at"))
        .isEqualTo(PlaceClass.TIME);
    assertThat(classOut(Shop.INVENTORY, "GET /stock/sku-1", 0, "request.query.asOf"))
        .isEqualTo(PlaceClass.TIME);
  }

  @Test
  void anOrderNumberIsACounterAndIsFollowedIntoThePath() {
    assertThat(classIn("POST /carts/{id}/checkout", 201, "response.body.$.number"))
        .isEqualTo(PlaceClass.COUNTER);
    var lookup = inbound("GET", "/orders/").getFirst();
    var number = lookup.pair().request().path().substring("/orders/".length());
    assertThat(lookup.uses())
        .contains(
            new TokenUse(Place.parse("request.path[1]"), number),
            new TokenUse(Place.parse("response.body.$.self#path[1]"), number));
  }

  @Test
  void echoesConstantsAndPlainValuesAreComparedAsTheyAre() {
    assertThat(classIn("POST /carts/{id}/items", 200, "response.body.$.cartId"))
        .isEqualTo(PlaceClass.ECHO);
    assertThat(classIn("GET /products", 200, "response.body.$.items[*].price"))
        .isEqualTo(PlaceClass.ENUM);
    assertThat(classOut(Shop.INVENTORY, "GET /stock/sku-1", 200, "response.body.$.available"))
        .isEqualTo(PlaceClass.CONSTANT);
    assertThat(classIn("POST /carts/{id}/items", 200, "response.body.$.total"))
        .isEqualTo(PlaceClass.ENUM);
    assertThat(classOut(Shop.PAYMENT, "POST /charges", 0, "request.body.$.amount"))
        .isEqualTo(PlaceClass.ENUM);
  }

  @Test
  void everyRequestListsTheTokensThatMustBeReplaced() {
    var item = inbound("POST", "/items").getFirst();
    var token = item.pair().request().headers().first("authorization").orElseThrow().substring(7);
    var cart = item.pair().request().path().split("/")[2];

    assertThat(item.uses())
        .containsExactly(
            new TokenUse(Place.parse("request.path[1]"), cart),
            new TokenUse(Place.parse("request.header.authorization"), token),
            new TokenUse(Place.parse("response.body.$.cartId"), cart));
  }

  @Test
  void whatTheClientOrADependencyMadeIsNoUse() {
    var checkout = inbound("POST", "/checkout").getFirst();
    var uses = checkout.uses().stream().map(use -> use.place().toString()).toList();

    assertThat(uses)
        .contains("request.path[1]", "request.header.authorization", "response.body.$.order")
        .doesNotContain("request.body.$.device", "response.body.$.charge");
  }

  @Test
  void eachUserIsOneSessionFromTheLoginOn() {
    var sessions =
        snapshot.inbound().collect(Collectors.groupingBy(recorded -> recorded.session().number()));

    assertThat(sessions).hasSize(SESSIONS);
    assertThat(sessions.values()).allSatisfy(pairs -> assertThat(pairs).hasSize(6));
    assertThat(inbound("POST", "/login").getFirst().session().basis())
        .isEqualTo(SessionBasis.VALUE);
    assertThat(inbound("POST", "/carts").getFirst().session().basis())
        .isEqualTo(SessionBasis.CREDENTIAL);
  }

  @Test
  void outboundPairsFollowTheSessionOfTheRequestTheyServe() {
    assertThat(snapshot.outbound())
        .hasSize(SESSIONS * 4)
        .allSatisfy(entry -> assertThat(entry.session()).isNotNegative());
    var stock = calls("/stock").getFirst();
    assertThat(stock.session().basis()).isEqualTo(SessionBasis.LIKELY);
    var capture = calls("/capture").getFirst();
    assertThat(capture.session().basis()).isEqualTo(SessionBasis.VALUE);
  }

  @Test
  void anotherRunOfTheShopMatchesEveryRecordedCall() {
    var live = Shop.record(777, SESSIONS).stream().filter(ShopRecordingTest::isOutbound).toList();

    assertThat(live)
        .allSatisfy(pair -> {
          var signature = Signatures.of(pair.request(), snapshot.manifest().rules());
          assertThat(snapshot.candidates(signature.hash())).isNotEmpty();
        });
  }

  @Test
  void anotherAmountIsAMissWhoseNearestNamesTheAmount() {
    var changed =
        new Recording("shop", 0)
            .out(Shop.PAYMENT, "POST /charges")
            .json(
                calls("POST /charges")
                    .getFirst()
                    .pair()
                    .request()
                    .body()
                    .kept()
                    .text(StandardCharsets.UTF_8)
                    .replaceAll("\"amount\":\\d+", "\"amount\":1"))
            .request();
    var signature = Signatures.of(changed, snapshot.manifest().rules());

    var nearest = snapshot.nearest(signature, Shop.PAYMENT, "POST /charges", 1);

    assertThat(snapshot.candidates(signature.hash())).isEmpty();
    assertThat(nearest).hasSize(1);
    assertThat(nearest.getFirst().differences())
        .extracting(difference -> difference.locator() + " " + difference.live())
        .containsExactly("request.body.$.amount 1");
  }

  @Test
  void tokensNameWhereTheyAreMadeAndWhereTheyTravel() {
    var tokens = snapshot.manifest().tokens();

    assertThat(tokens)
        .filteredOn(token -> token.producer().equals("POST /login response.body.$.token"))
        .singleElement()
        .satisfies(token -> assertThat(token.values()).isEqualTo(SESSIONS))
        .satisfies(token ->
            assertThat(token.consumers())
                .contains(
                    "GET /products request.header.authorization",
                    "POST /carts/{id}/checkout request.header.authorization"));
    assertThat(tokens)
        .filteredOn(token -> token.placeClass() == PlaceClass.COUNTER)
        .extracting(SnapshotManifest.Token::producer)
        .containsExactly("POST /carts/{id}/checkout response.body.$.number");
  }

  @Test
  void slicesSayWhatIsReplayedAndWhatIsMocked() {
    assertThat(snapshot.manifest().slices())
        .extracting(SnapshotManifest.Slice::key, SnapshotManifest.Slice::pairs)
        .containsExactly(
            tuple("in:shop", SESSIONS * 6L),
            tuple("out:inventory.shop.test", SESSIONS * 2L),
            tuple("out:payment.shop.test", SESSIONS * 2L));
    assertThat(snapshot.manifest().findings())
        .extracting(SnapshotManifest.Finding::severity)
        .doesNotContain(SnapshotManifest.Severity.BLOCKER, SnapshotManifest.Severity.WARNING);
  }

  private static boolean isOutbound(RRPair pair) {
    return pair.direction() == Direction.OUT;
  }

  private List<RecordedRequest> inbound(String method, String pathPart) {
    return snapshot
        .inbound()
        .filter(recorded -> recorded.pair().request().method().equals(method))
        .filter(recorded -> recorded.pair().request().path().contains(pathPart))
        .toList();
  }

  private List<RecordedCall> calls(String part) {
    return snapshot.outbound().stream()
        .sorted(Comparator.comparingInt(OutboundEntry::position))
        .map(snapshot::read)
        .filter(call ->
            (call.pair().request().method() + " " + call.pair().request().path()).contains(part))
        .toList();
  }

  private PlaceClass classIn(String endpoint, int status, String place) {
    return in(endpoint, status, place).placeClass();
  }

  private PlaceRule in(String endpoint, int status, String place) {
    return rule(Direction.IN, "shop.test", endpoint, status, place);
  }

  private PlaceClass classOut(String host, String endpoint, int status, String place) {
    return out(host, endpoint, status, place).placeClass();
  }

  private PlaceRule out(String host, String endpoint, int status, String place) {
    return rule(Direction.OUT, host, endpoint, status, place);
  }

  private PlaceRule rule(
      Direction direction, String host, String endpoint, int status, String place) {
    return snapshot
        .manifest()
        .rules()
        .of(new EndpointKey(direction, host, endpoint, status))
        .at(Place.parse(place));
  }
}
