// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import static dev.reprise.traffic.diff.Answers.A;
import static dev.reprise.traffic.diff.Answers.B;
import static dev.reprise.traffic.diff.Answers.C;
import static dev.reprise.traffic.diff.Answers.answer;
import static dev.reprise.traffic.diff.Answers.json;
import static dev.reprise.traffic.diff.Answers.words;
import static dev.reprise.traffic.rules.PlaceClass.COUNTER;
import static dev.reprise.traffic.rules.PlaceClass.ID;
import static dev.reprise.traffic.rules.PlaceClass.RECORDED;
import static dev.reprise.traffic.rules.PlaceClass.TIME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.value.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ResponseDiffTest {

  @Nested
  class Plain {

    @Test
    void namesEachKindOfDifferenceByItsPath() {
      assertThat(
              new Answers()
                  .differences(
                      "{\"a\":1,\"b\":\"x\",\"c\":null,\"d\":{\"e\":true},\"f\":[1]}",
                      "{\"a\":2,\"b\":3,\"d\":{\"e\":false},\"f\":[1,2],\"g\":{\"h\":1}}"))
          .containsExactlyInAnyOrder(
              "body.$.a changed 1->2",
              "body.$.b type \"x\"->3",
              "body.$.c missing null->",
              "body.$.d.e changed true->false",
              "body.$.f[1] added ->2",
              "body.$.g added ->an object with 1 member");
    }

    @Test
    void numbersAreComparedByWhatTheyAreNotHowTheyAreWritten() {
      assertThat(new Answers().differences("[1.50,100,1e2]", "[1.5,1e2,100.0]")).isEmpty();
    }

    @Test
    void whiteSpaceAndTheOrderOfMembersDoNotShow() {
      assertThat(new Answers().differences("{\"a\":1,\"b\":2}", "{ \"b\": 2,\n \"a\": 1 }"))
          .isEmpty();
    }

    @Test
    void anElementThatIsGoneFromTheMiddleIsOneDifference() {
      assertThat(
              new Answers()
                  .differences(
                      "[{\"n\":1,\"p\":5},{\"n\":2,\"p\":6},{\"n\":3,\"p\":7}]",
                      "[{\"n\":1,\"p\":5},{\"n\":3,\"p\":7}]"))
          .containsExactly("body.$[1] missing an object with 2 members->");
    }

    @Test
    void aChangeBesideAnElementThatWasAddedIsStillFoundAtItsPath() {
      assertThat(
              new Answers()
                  .differences(
                      "{\"items\":[{\"n\":1,\"p\":5},{\"n\":2,\"p\":6}]}",
                      "{\"items\":[{\"n\":0,\"p\":1},{\"n\":1,\"p\":5},{\"n\":2,\"p\":9}]}"))
          .containsExactlyInAnyOrder(
              "body.$.items[0] added ->an object with 2 members", "body.$.items[1].p changed 6->9");
    }

    @Test
    void sameElementsInAnotherOrderAreOneDifferenceOfOrder() {
      assertThat(
              new Answers()
                  .differences("{\"i\":[{\"n\":1},{\"n\":2}]}", "{\"i\":[{\"n\":2},{\"n\":1}]}"))
          .containsExactly("body.$.i order ->");
    }

    @Test
    void anotherStatusIsNamed() {
      assertThat(
              words(
                  new Answers()
                      .compare(
                          json("{\"a\":1}"),
                          answer(
                              500,
                              "application/json",
                              Bytes.of("{\"a\":1}", StandardCharsets.UTF_8)))))
          .containsExactly("status changed 200->500");
    }

    @Test
    void whatIsNoLongerJsonIsNamed() {
      assertThat(
              words(
                  new Answers()
                      .compare(
                          json("{\"a\":1}"),
                          answer(200, "text/html", Bytes.of("<h1>oops", StandardCharsets.UTF_8)))))
          .containsExactlyInAnyOrder(
              "header.content-type changed application/json->text/html",
              "body type JSON-><h1>oops");
    }

    @Test
    void aBodyThatIsGoneIsNamed() {
      assertThat(words(new Answers().compare(json("{}"), json(""))))
          .singleElement()
          .asString()
          .startsWith("body missing 2 bytes");
    }

    @Test
    void secretsAreNotShown() {
      assertThat(
              new Answers()
                  .differences(
                      "{\"password\":\"hunter2\",\"apiKey\":\"k-1\",\"x\":\"eyJhbGciOiJub25lIn0.eyJhIjoxfQ.c2ln\"}",
                      "{\"password\":\"hunter3\",\"apiKey\":\"k-2\",\"x\":\"eyJhbGciOiJub25lIn0.eyJhIjoyfQ.c2ln\"}"))
          .hasSize(3)
          .allSatisfy(difference ->
              assertThat(difference).contains("(hidden, ").doesNotContain("hunter", "k-", "eyJ"));
    }

    @Test
    void longValuesAreShortened() {
      assertThat(new Answers().differences("[\"" + "a".repeat(5000) + "\"]", "[\"b\"]"))
          .singleElement()
          .asString()
          .hasSizeLessThan(300);
    }
  }

  @Nested
  class NewInEachRun {

    @Test
    void anIdIsBoundAndExpectedWhereItIsUsedInTheSameAnswer() {
      var answers = new Answers().rule("response.body.$.id", ID, ValueType.UUID);

      assertThat(
              answers.differences(
                  "{\"id\":\"%s\",\"self\":\"/orders/%s\",\"note\":\"order %s is on its way\"}"
                      .formatted(A, A, A),
                  "{\"id\":\"%s\",\"self\":\"/orders/%s\",\"note\":\"order %s is on its way\"}"
                      .formatted(B, B, B)))
          .isEmpty();
      assertThat(answers.values.live(A)).contains(B);
    }

    @Test
    void whatStillShowsTheOldIdIsADifference() {
      var answers = new Answers().rule("response.body.$.id", ID, ValueType.UUID);

      assertThat(
              answers.differences(
                  "{\"id\":\"%s\",\"self\":\"/orders/%s\"}".formatted(A, A),
                  "{\"id\":\"%s\",\"self\":\"/orders/%s\"}".formatted(B, A)))
          .containsExactly("body.$.self changed \"/orders/%s\"->\"/orders/%s\"".formatted(B, A));
    }

    @Test
    void anIdMustStayOfItsType() {
      var answers = new Answers().rule("response.body.$.id", ID, ValueType.UUID);

      assertThat(answers.differences("{\"id\":\"%s\"}".formatted(A), "{\"id\":\"none\"}"))
          .containsExactly("body.$.id type \"%s\"->\"none\"".formatted(A));
      assertThat(answers.differences("{\"id\":\"%s\"}".formatted(A), "{\"id\":null}"))
          .containsExactly("body.$.id type \"%s\"->null".formatted(A));
    }

    @Test
    void anIdThatStandsForAnotherRecordedOneIsADifference() {
      var answers = new Answers().rule("response.body.$.id", ID, ValueType.UUID);
      answers.values.bind(A, "11111111-1111-4111-8111-11111111111a");
      answers.values.bind(B, C);

      assertThat(
              answers.differences("{\"id\":\"%s\"}".formatted(A), "{\"id\":\"%s\"}".formatted(C)))
          .hasSize(1);
    }

    @Test
    void elementsInAnotherOrderBindTheirOwnIds() {
      var answers = new Answers().rule("response.body.$[*].id", ID, ValueType.UUID);

      var differences =
          answers.differences(
              "[{\"id\":\"%s\",\"n\":1},{\"id\":\"%s\",\"n\":2}]".formatted(A, B),
              "[{\"id\":\"%s\",\"n\":2},{\"id\":\"%s\",\"n\":1}]"
                  .formatted(C, B.replace('9', '8')));

      assertThat(differences).containsExactly("body.$ order ->");
      assertThat(answers.values.live(B)).contains(C);
    }

    @Test
    void aTimeMayBeAnyTime() {
      var answers = new Answers().rule("response.body.$.at", TIME, ValueType.ISO_TIME);

      assertThat(
              answers.differences(
                  "{\"at\":\"2026-01-01T00:00:00Z\"}", "{\"at\":\"2026-11-23T19:16:30.5Z\"}"))
          .isEmpty();
      assertThat(answers.differences("{\"at\":\"2026-01-01T00:00:00Z\"}", "{\"at\":\"yesterday\"}"))
          .containsExactly("body.$.at type \"2026-01-01T00:00:00Z\"->\"yesterday\"");
    }

    @Test
    void aCounterMayBeAnyIntegerAndItsUsesFollow() {
      var answers =
          new Answers()
              .rule("response.body.$.number", COUNTER, ValueType.NUMBER)
              .use("response.body.$.again", "7");

      assertThat(
              answers.differences(
                  "{\"number\":7,\"again\":7,\"quantity\":7}",
                  "{\"number\":12,\"again\":12,\"quantity\":7}"))
          .isEmpty();
      assertThat(
              answers.differences(
                  "{\"number\":7,\"again\":7,\"quantity\":7}",
                  "{\"number\":12,\"again\":7,\"quantity\":12}"))
          .containsExactlyInAnyOrder("body.$.again changed 12->7", "body.$.quantity changed 7->12");
    }

    @Test
    void anIdentifierOfADependencyMustBeAsRecorded() {
      var answers = new Answers().rule("response.body.$.ref", RECORDED, ValueType.UUID);

      assertThat(
              answers.differences("{\"ref\":\"%s\"}".formatted(A), "{\"ref\":\"%s\"}".formatted(B)))
          .containsExactly("body.$.ref changed \"%s\"->\"%s\"".formatted(A, B));
    }

    @Test
    void whatRestsOnOneSampleIsCountedAsAGuess() {
      var answers = new Answers().guess("response.body.$.id", ID, ValueType.UUID);

      var comparison =
          answers.compare(
              json("{\"id\":\"%s\"}".formatted(A)), json("{\"id\":\"%s\"}".formatted(B)));

      assertThat(comparison.differences()).isEmpty();
      assertThat(comparison.guesses()).isEqualTo(1);
      assertThat(comparison.learnt()).containsExactly(new Comparison.Learnt(A, B));
    }

    @Test
    void aMapKeyedByIdsIsComparedMemberByMember() {
      var answers = new Answers().rule("response.body.$.carts[*]~", ID, ValueType.UUID);

      assertThat(
              answers.differences(
                  "{\"carts\":{\"%s\":{\"total\":1},\"%s\":{\"total\":2}}}".formatted(A, B),
                  "{\"carts\":{\"%s\":{\"total\":1},\"%s\":{\"total\":3}}}".formatted(C, A)))
          .hasSizeGreaterThanOrEqualTo(1)
          .anySatisfy(difference -> assertThat(difference).contains("total changed"));
    }

    @Test
    void cookiesAndLinksInHeadersAreBoundAndExpected() {
      var answers =
          new Answers()
              .rule("response.cookie.sid", ID, ValueType.HEX)
              .rule("response.header.location#path[1]", ID, ValueType.UUID);

      var comparison =
          answers.compare(
              answer(
                  201,
                  "text/plain",
                  Bytes.EMPTY,
                  "Location",
                  "http://shop.test/orders/" + A,
                  "Set-Cookie",
                  "sid=0123456789abcdef01; Path=/"),
              answer(
                  201,
                  "text/plain",
                  Bytes.EMPTY,
                  "Location",
                  "http://127.0.0.1:8080/orders/" + B,
                  "Set-Cookie",
                  "sid=fedcba987654321001; Path=/"));

      assertThat(words(comparison)).isEmpty();
      assertThat(answers.values.live(A)).contains(B);
      assertThat(answers.values.live("0123456789abcdef01")).contains("fedcba987654321001");
    }

    @Test
    void aLinkToSomewhereElseIsADifference() {
      assertThat(
              words(
                  new Answers()
                      .compare(
                          answer(302, "text/plain", Bytes.EMPTY, "Location", "/login"),
                          answer(302, "text/plain", Bytes.EMPTY, "Location", "/start"))))
          .containsExactly("header.location changed /login->/start");
    }

    @Test
    void anErrorBindsNothing() {
      var answers = new Answers().rule("response.body.$.id", ID, ValueType.UUID);

      var comparison =
          answers.compare(
              json("{\"id\":\"%s\"}".formatted(A)),
              answer(
                  500,
                  "application/json",
                  Bytes.of("{\"id\":\"%s\"}".formatted(B), StandardCharsets.UTF_8)));

      assertThat(comparison.learnt()).isEmpty();
      assertThat(answers.values.size()).isZero();
    }
  }

  @Nested
  class OtherBodies {

    @Test
    void contentEncodingsDoNotShow() throws IOException {
      var plain = json("{\"a\":1}");
      var packed = answer(200, "application/json", gzip("{\"a\":1}"), "Content-Encoding", "gzip");

      assertThat(words(new Answers().compare(packed, plain)))
          .containsExactly("header.content-encoding missing gzip->");
    }

    @Test
    void textIsComparedByItsWordsAndNewTimesAndIdsInItAreGuesses() {
      var comparison =
          new Answers()
              .compare(
                  answer(
                      200,
                      "text/html",
                      text("<p id=\"%s\">at 2026-01-01T10:00:00Z</p>".formatted(A))),
                  answer(
                      200,
                      "text/html",
                      text("<p id=\"%s\">at 2026-02-02T11:11:11Z</p>".formatted(B))));

      assertThat(comparison.differences()).isEmpty();
      assertThat(comparison.guesses()).isEqualTo(1);
    }

    @Test
    void anotherWordInTextIsShownWithWhatIsAroundIt() {
      assertThat(
              words(
                  new Answers()
                      .compare(
                          answer(200, "text/html", text("<p>Hello Ann, welcome back</p>")),
                          answer(200, "text/html", text("<p>Hello Bob, welcome back</p>")))))
          .containsExactly(
              "body changed <p>Hello Ann, welcome back</p>-><p>Hello Bob, welcome back</p>");
    }

    @Test
    void binaryIsComparedWhole() {
      assertThat(
              words(
                  new Answers()
                      .compare(
                          answer(200, "image/png", Bytes.fromHex("00010203")),
                          answer(200, "image/png", Bytes.fromHex("00010204")))))
          .singleElement()
          .asString()
          .startsWith("body changed 4 bytes, sha256 ");
      assertThat(
              new Answers()
                  .compare(
                      answer(200, "image/png", Bytes.fromHex("0001")),
                      answer(200, "image/png", Bytes.fromHex("00010204")))
                  .differences())
          .singleElement()
          .extracting(Difference::kind)
          .isEqualTo(Difference.Kind.LENGTH);
    }

    @Test
    void aCutBodyIsToldByTheHashOfTheWhole() {
      var whole = Bytes.of("x".repeat(1000), StandardCharsets.UTF_8);
      var cut =
          new Response(
              200,
              "",
              "HTTP/1.1",
              Headers.of("Content-Type", "text/plain"),
              new Body(whole.prefix(10), 1000, Body.whole(whole).sha256()),
              Headers.EMPTY);

      assertThat(new Answers().compare(cut, answer(200, "text/plain", whole)).differences())
          .isEmpty();
      assertThat(
              new Answers()
                  .compare(cut, answer(200, "text/plain", text("x".repeat(999) + "y")))
                  .differences())
          .hasSize(1);
    }

    private static Bytes text(String text) {
      return Bytes.of(text, StandardCharsets.UTF_8);
    }

    private static Bytes gzip(String text) throws IOException {
      var out = new ByteArrayOutputStream();
      try (var packing = new GZIPOutputStream(out)) {
        packing.write(text.getBytes(StandardCharsets.UTF_8));
      }
      return Bytes.own(out.toByteArray());
    }
  }

  @Test
  void differencesThatMatterAreKeptWhenThereAreTooMany() {
    var recorded = new StringBuilder("{\"z\":1");
    var live = new StringBuilder("{\"z\":2");
    for (int i = 0; i < 500; i++) {
      recorded.append(",\"a").append(i).append("\":1");
      live.append(",\"a").append(i).append("\":2");
    }

    assertThat(new Answers().compare(json(recorded + "}"), json(live + "}")).differences())
        .hasSize(DifferenceList.MAX_COUNTED);
  }
}
