// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.place.Place;
import dev.reprise.traffic.rules.EndpointKey;
import dev.reprise.traffic.rules.PlaceClass;
import dev.reprise.traffic.snapshot.Session;
import dev.reprise.traffic.snapshot.SessionBasis;
import dev.reprise.traffic.snapshot.SnapshotManifest.Severity;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearnerTest {

  private static final long START = 1_780_000_000_000_000_000L;
  private static final String ID = "3d813cbb-47fb-32ba-91df-831e1593ac29";
  private static final String OTHER_ID = "e4eaaaf2-d142-11e1-b3e4-080027620cdd";
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-%016x-01";

  private final Recording recording = new Recording("shop", START);

  @Test
  void anIdThatOneSessionReadsTwiceIsNoConstant() {
    recording.in("POST /carts").answers(200, "{\"id\":\"" + ID + "\"}");
    recording.in("GET /cart").header("X-Cart", ID).answers(200, "{\"key\":\"" + OTHER_ID + "\"}");
    recording.in("GET /cart").header("X-Cart", ID).answers(200, "{\"key\":\"" + OTHER_ID + "\"}");

    assertThat(classOf("GET /cart", "response.body.$.key")).isEqualTo(PlaceClass.ID);
  }

  @Test
  void anIdThatIsTheSameInEverySessionIsAConstant() {
    for (int i = 0; i < 3; i++) {
      recording.in("GET /about").bearer("client-" + i).answers(200, "{\"shop\":\"" + ID + "\"}");
    }

    assertThat(classOf("GET /about", "response.body.$.shop")).isEqualTo(PlaceClass.CONSTANT);
  }

  @Test
  void aTimeThatIsAlwaysTheSameIsAConstantOnlyFarFromTheRecording() {
    for (int i = 0; i < 3; i++) {
      recording
          .in("GET /about")
          .bearer("client-" + i)
          .answers(200, "{\"founded\":\"1999-12-31\",\"started\":\"2026-05-28T20:26:00Z\"}");
    }

    assertThat(classOf("GET /about", "response.body.$.founded")).isEqualTo(PlaceClass.CONSTANT);
    assertThat(classOf("GET /about", "response.body.$.started")).isEqualTo(PlaceClass.TIME);
  }

  @Test
  void oneSampleOfATypedValueIsAGuess() {
    recording.in("POST /carts").answers(200, "{\"id\":\"" + ID + "\",\"note\":\"x\"}");

    var rules = learn().rules().of(key("POST /carts"));
    assertThat(rules.at(Place.parse("response.body.$.id")).guessed()).isTrue();
    assertThat(rules.at(Place.parse("response.body.$.note")).guessed()).isFalse();
  }

  @Test
  void aTraceOfSeveralRequestsIsASession() {
    var first = recording.in("GET /a").header("traceparent", TRACE.formatted(1)).answers(200, "{}");
    var other = recording.in("GET /b").answers(200, "{}");
    var second =
        recording
            .out("stock.test", "GET /c")
            .header("traceparent", TRACE.formatted(2))
            .answers(200, "{}");

    assertThat(sessions())
        .containsExactly(
            new Session(0, SessionBasis.TRACE), Session.NONE, new Session(0, SessionBasis.TRACE));
    assertThat(List.of(first, other, second)).isEqualTo(recording.pairs());
  }

  @Test
  void aTraceOfItsOwnForEachRequestDoesNotTearASessionApart() {
    recording
        .in("POST /login")
        .header("traceparent", "00-1af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        .answers(200, "{\"token\":\"" + ID + "\"}");
    recording
        .in("GET /cart")
        .bearer(ID)
        .header("traceparent", "00-2af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        .answers(200, "{}");

    assertThat(sessions())
        .containsExactly(
            new Session(0, SessionBasis.TRACE), new Session(0, SessionBasis.CREDENTIAL));
  }

  @Test
  void aSessionCookieIsASession() {
    recording
        .in("POST /login")
        .withAnswerHeader("Set-Cookie", "sid=9f86d081884c7d659a2feaa0c55ad015; Path=/")
        .answers(204, "");
    recording
        .in("GET /cart")
        .header("Cookie", "theme=dark; sid=9f86d081884c7d659a2feaa0c55ad015")
        .answers(200, "{}");

    assertThat(sessions())
        .containsExactly(
            new Session(0, SessionBasis.VALUE), new Session(0, SessionBasis.CREDENTIAL));
  }

  @Test
  void whatTheServiceSendsOnItsOwnAccountIsNoSession() {
    for (int i = 0; i < 2; i++) {
      var call = recording.in("GET /pay").bearer("client-number-" + i);
      recording
          .out("pay.test", "POST /charges")
          .bearer("sk_live_51HxYz9f86d081884c7d65")
          .answers(200, "{}");
      call.answers(200, "{}");
    }

    assertThat(recording.pairs()).hasSize(4);
    assertThat(sessions())
        .containsExactly(
            new Session(0, SessionBasis.CREDENTIAL),
            new Session(0, SessionBasis.LIKELY),
            new Session(2, SessionBasis.CREDENTIAL),
            new Session(2, SessionBasis.LIKELY));
  }

  @Test
  void amongSeveralOpenRequestsNoneIsLikelyTheCaller() {
    var one = recording.in("GET /a").bearer("client-number-1");
    var two = recording.in("GET /b").bearer("client-number-2");
    recording.out("stock.test", "GET /c").answers(200, "{}");
    one.answers(200, "{}");
    two.answers(200, "{}");

    assertThat(sessions()).last().isEqualTo(Session.NONE);
  }

  @Test
  void aCredentialFromBeforeTheRecordingIsAWarning() {
    recording
        .in("GET /cart")
        .bearer("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl")
        .answers(200, "{}");

    assertThat(learn().learnt().findings())
        .filteredOn(finding -> finding.severity() == Severity.WARNING)
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("GET /cart"));
  }

  @Test
  void aRecordingWithoutInboundPairsCannotBeReplayed() {
    recording.out("stock.test", "GET /c").answers(200, "{}");

    assertThat(learn().learnt().findings())
        .first()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.BLOCKER));
  }

  @Test
  void pastItsBoundsItGoesOnAndSaysSo() {
    for (int i = 0; i < 50; i++) {
      recording
          .in("GET /things")
          .answers(200, "{\"id%d\":\"%016xa%015x\"}".formatted(i, i * 7919L, i * 104_729L));
    }
    var learner = new Learner(new Limits(10, 20, 100));
    recording.pairs().forEach(learner::take);

    assertThat(learner.conclude().learnt().findings())
        .extracting(finding -> finding.message())
        .anyMatch(message -> message.contains("places past the bound"));
  }

  private List<Session> sessions() {
    var lessons = learn();
    return IntStream.range(0, recording.pairs().size()).mapToObj(lessons::sessionOf).toList();
  }

  private PlaceClass classOf(String endpoint, String place) {
    return learn().rules().of(key(endpoint)).at(Place.parse(place)).placeClass();
  }

  private static EndpointKey key(String endpoint) {
    return new EndpointKey(Direction.IN, "shop.test", endpoint, 200);
  }

  private Lessons learn() {
    var learner = new Learner(Limits.DEFAULT);
    recording.pairs().stream().sorted(RRPair.ORDER).forEach(learner::take);
    return learner.conclude();
  }
}
