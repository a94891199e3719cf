// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.book;

import static dev.reprise.standins.Tape.PAYMENT;
import static dev.reprise.standins.Tape.id;
import static dev.reprise.standins.Tape.request;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.responder.book.MockBook.Finding;
import dev.reprise.responder.book.MockBook.Match;
import dev.reprise.responder.book.MockBook.Miss;
import dev.reprise.standins.Tape;
import dev.reprise.standins.Tape.Message;
import dev.reprise.traffic.diff.Comparison.Learnt;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.signature.Nearest.FieldDifference;
import dev.reprise.traffic.snapshot.SliceSwitch;
import dev.reprise.traffic.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MockBookTest {

  @TempDir Path folder;

  private final List<Learnt> taught = new ArrayList<>();
  private final List<SnapshotFile> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(SnapshotFile::close);
  }

  private SnapshotFile snapshot(Tape tape) throws IOException {
    var snapshot = tape.snapshot(folder);
    open.add(snapshot);
    return snapshot;
  }

  private MockBook book(Tape tape) throws IOException {
    return MockBook.ofOneWalk(snapshot(tape), "v0.c0", (session, learnt) -> taught.addAll(learnt));
  }

  private static Request charge(String order, int amount) {
    return request(
        PAYMENT,
        Message.json("POST /charges", "{\"order\":\"%s\",\"amount\":%d}".formatted(order, amount)));
  }

  private static String body(Finding finding) {
    assertThat(finding).isInstanceOf(Match.class);
    var answer = ((Match) finding).answer();
    assertThat(answer).isNotNull();
    return answer.body().kept().text(StandardCharsets.UTF_8);
  }

  private static String how(Finding finding) {
    assertThat(finding).isInstanceOf(Match.class);
    return ((Match) finding).how();
  }

  @Test
  void answersWithTheIdThatTheRequestHasJustMade() throws IOException {
    var book = book(new Tape().order("a", 10).order("b", 20));

    var found = book.find(charge(id("live"), 10));

    assertThat(how(found)).isEqualTo("exact");
    assertThat(body(found)).contains("\"order\":\"" + id("live") + "\"").contains("\"for\":\"a\"");
    assertThat(requireNonNull(((Match) found).answer()).headers().first("location"))
        .contains("/charges/by-order/" + id("live"));
    assertThat(taught).containsExactly(new Learnt(id("a"), id("live")));
  }

  @Test
  void leavesTheIdThatTheDependencyMadeAsItWasRecorded() throws IOException {
    var book = book(new Tape().order("a", 10).order("b", 20));

    var found = book.find(charge(id("live"), 20));

    assertThat(body(found)).contains("\"charge\":\"" + id("charge-b") + "\"");
  }

  @Test
  void servesThoseAlikeInTheirOrderAndThenTheLastAgain() throws IOException {
    var tape = new Tape();
    for (int i = 0; i < 3; i++) {
      tape.out(
          PAYMENT,
          Message.of("GET /rate?of=EUR"),
          Message.json("200 OK", "{\"rate\":%d}".formatted(i)));
    }
    var book = book(tape);
    var asked = request(PAYMENT, Message.of("GET /rate?of=EUR"));

    var found = List.of(book.find(asked), book.find(asked), book.find(asked), book.find(asked));

    assertThat(found)
        .map(MockBookTest::body)
        .containsExactly("{\"rate\":0}", "{\"rate\":1}", "{\"rate\":2}", "{\"rate\":2}");
    assertThat(found).map(MockBookTest::how).containsExactly("order", "order", "order", "reused");
  }

  @Test
  void tellsThoseAlikeApartByWhatTheGeneratorHasLearnt() throws IOException {
    var book = book(new Tape().order("a", 10).order("b", 10).order("c", 10));
    book.learn("v0.c0", id("b"), id("live-b"));

    var found = book.find(charge(id("live-b"), 10));

    assertThat(how(found)).isEqualTo("exact");
    assertThat(body(found)).contains("\"for\":\"b\"").contains(id("live-b"));
  }

  @Test
  void passesOverACallWhoseIdHasBecomeAnother() throws IOException {
    var book = book(new Tape().order("a", 10).order("b", 10).order("c", 10));
    book.learn("v0.c0", id("a"), id("live-a"));

    var first = book.find(charge(id("live-b"), 10));
    var late = book.find(charge(id("live-a"), 10));

    assertThat(how(first)).isEqualTo("order");
    assertThat(body(first)).contains("\"for\":\"b\"").contains(id("live-b"));
    assertThat(how(late)).isEqualTo("exact");
    assertThat(body(late)).contains("\"for\":\"a\"").contains(id("live-a"));
  }

  @Test
  void answersARepeatedCallLikeTheFirstTime() throws IOException {
    var book = book(new Tape().order("a", 10).order("b", 10));
    var first = book.find(charge(id("live"), 10));

    var again = book.find(charge(id("live"), 10));

    assertThat(body(again)).isEqualTo(body(first));
    assertThat(how(again)).isEqualTo("exact");
  }

  @Test
  void answersMoreCallsThanWereRecordedWithTheirOwnIds() throws IOException {
    var book = book(new Tape().order("a", 10).order("b", 10));
    book.find(charge(id("live-1"), 10));
    book.find(charge(id("live-2"), 10));

    var third = book.find(charge(id("live-3"), 10));

    assertThat(how(third)).isEqualTo("reused");
    assertThat(body(third))
        .contains("\"order\":\"" + id("live-3") + "\"")
        .contains("\"for\":\"b\"");
  }

  @Test
  void tellsThoseAlikeApartByTheTraceTheyBelongTo() throws IOException {
    var tape = new Tape();
    for (String trace :
        List.of("4bf92f3577b34da6a3ce929d0e0e4736", "5cf92f3577b34da6a3ce929d0e0e4737")) {
      tape.out(
          PAYMENT,
          Message.of("GET /rate").with("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"),
          Message.json("200 OK", "{\"trace\":\"%s\"}".formatted(trace)));
    }
    var book = book(tape);

    var found =
        book.find(
            request(
                PAYMENT,
                Message.of("GET /rate")
                    .with(
                        "traceparent", "00-5cf92f3577b34da6a3ce929d0e0e4737-aaf067aa0ba902b7-01")));

    assertThat(how(found)).isEqualTo("exact");
    assertThat(body(found)).contains("5cf92f3577b34da6a3ce929d0e0e4737");
  }

  @Test
  void keepsTheWalksOfALoadApart() throws IOException {
    var snapshot = snapshot(new Tape().order("a", 10).order("b", 20));
    var sessions = new ArrayList<String>();
    var book = MockBook.ofManyWalks(snapshot, (session, _) -> sessions.add(session));
    book.learn("v0.c0", id("a"), id("live-0"));
    book.learn("v1.c0", id("a"), id("live-1"));

    var first = book.find(charge(id("live-0"), 10));
    var second = book.find(charge(id("live-1"), 10));

    assertThat(body(first)).contains(id("live-0"));
    assertThat(body(second)).contains(id("live-1"));
    assertThat(sessions).isEmpty(); // nothing was news
  }

  @Test
  void saysWhatIsNearestToACallThatWasNotRecorded() throws IOException {
    var book = book(new Tape().order("a", 10).order("b", 10));

    var found = book.find(charge(id("live"), 11));

    assertThat(found).isInstanceOf(Miss.class);
    var miss = (Miss) found;
    assertThat(miss.isSwitchedOff()).isFalse();
    assertThat(miss.nearest().getFirst().differences())
        .containsExactly(new FieldDifference("request.body.$.amount", "10", "11"));
  }

  @Test
  void mocksNothingOfASliceThatIsSwitchedOff() throws IOException {
    var file = new Tape().order("a", 10).file(folder);
    var switched = folder.resolve("switched.rsnap");
    SliceSwitch.apply(file, switched, List.of(), List.of("out:" + PAYMENT));
    var snapshot = SnapshotFile.open(switched);
    open.add(snapshot);
    var book = MockBook.ofOneWalk(snapshot, "", (_, _) -> {});

    var found = book.find(charge(id("live"), 10));

    assertThat(found).isInstanceOf(Miss.class);
    assertThat(((Miss) found).isSwitchedOff()).isTrue();
  }
}
