// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.binding.ValueMap;
import dev.reprise.traffic.body.DecodedBody;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.place.Place;
import dev.reprise.traffic.snapshot.TokenUse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class MessagesTest {

  private static final String OLD = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
  private static final String NEW = "9b2d7c1e-8a44-4c67-b1f0-6f3e2a1d5c77-longer";

  private final ValueMap values = new ValueMap();

  @Test
  void putsLongValuesWhereverTheyStandAndFixesTheLength() {
    values.bind(OLD, NEW);
    var body = "{ \"order\" : \"%s\",\n \"n\": 1.50, \"text\": \"for %s!\" }".formatted(OLD, OLD);

    var sent =
        Messages.rewrite(
            request(
                "/orders/" + OLD + "/items?of=" + OLD + "&x=a%20b",
                body,
                "Authorization",
                "Bearer " + OLD,
                "Cookie",
                "a=1; sid=" + OLD + "; b=2"),
            substitution());

    assertThat(sent.target()).isEqualTo("/orders/" + NEW + "/items?of=" + NEW + "&x=a%20b");
    assertThat(sent.headers().first("authorization")).contains("Bearer " + NEW);
    assertThat(sent.headers().first("cookie")).contains("a=1; sid=" + NEW + "; b=2");
    assertThat(text(sent.body())).isEqualTo(body.replace(OLD, NEW));
    assertThat(sent.headers().first("content-length"))
        .contains(String.valueOf(text(sent.body()).length()));
  }

  @Test
  void putsShortValuesOnlyWhereTheyAreUsed() {
    values.bind("7", "12");

    var sent =
        Messages.rewrite(
            request("/orders/7?page=7", "{\"order\":7,\"quantity\":7,\"note\":\"7\"}"),
            substitution("request.path[1]", "request.body.$.order", "request.body.$.note"));

    assertThat(sent.target()).isEqualTo("/orders/12?page=7");
    assertThat(text(sent.body())).isEqualTo("{\"order\":12,\"quantity\":7,\"note\":\"12\"}");
  }

  @Test
  void changesNothingWhenNothingIsBound() {
    var request = request("/a", "{}");

    assertThat(Messages.rewrite(request, substitution())).isSameAs(request);
  }

  @Test
  void escapesWhatANewValueNeeds() {
    values.bind(OLD, "a/b c+d\"e\\f-0123456789");

    var sent = Messages.rewrite(request("/o/" + OLD, "{\"a\":\"" + OLD + "\"}"), substitution());

    assertThat(sent.target()).isEqualTo("/o/a%2Fb%20c%2Bd%22e%5Cf-0123456789");
    assertThat(text(sent.body())).isEqualTo("{\"a\":\"a/b c+d\\\"e\\\\f-0123456789\"}");
  }

  @Test
  void keepsTheContentEncoding() throws IOException {
    values.bind(OLD, NEW);
    var out = new ByteArrayOutputStream();
    try (var packing = new GZIPOutputStream(out)) {
      packing.write(("{\"id\":\"" + OLD + "\"}").getBytes(StandardCharsets.UTF_8));
    }
    var answer =
        new Response(
            200,
            "OK",
            "HTTP/1.1",
            Headers.of("Content-Type", "application/json", "Content-Encoding", "gzip"),
            Body.whole(Bytes.own(out.toByteArray())),
            Headers.EMPTY);

    var given = Messages.rewrite(answer, substitution());

    assertThat(DecodedBody.of(given.headers(), given.body(), 1_000).orElseThrow().bytes())
        .isEqualTo(Bytes.of("{\"id\":\"" + NEW + "\"}", StandardCharsets.UTF_8));
  }

  @Test
  void formsAndPlainTextFollowToo() {
    values.bind(OLD, NEW);
    values.bind("7", "8");
    var form =
        new Request(
            "POST",
            "http",
            "h",
            "/",
            "HTTP/1.1",
            Headers.of("Content-Type", "application/x-www-form-urlencoded"),
            body("id=" + OLD + "&n=7&m=7"),
            Headers.EMPTY);

    assertThat(text(Messages.rewrite(form, substitution("request.body.form.n")).body()))
        .isEqualTo("id=" + NEW + "&n=8&m=7");
  }

  @Test
  void linksInAnswersFollowPartByPart() {
    values.bind("7", "12");
    var answer =
        new Response(
            201,
            "Created",
            "HTTP/1.1",
            Headers.of("Location", "http://shop.test/orders/7/7?n=7"),
            Body.EMPTY,
            Headers.EMPTY);
    var uses =
        List.of(
            new TokenUse(Place.parse("response.header.location#path[1]"), "7"),
            new TokenUse(Place.parse("response.header.location#query.n"), "7"));

    assertThat(Messages.rewrite(answer, new Substitution(uses, values)).headers().first("location"))
        .contains("http://shop.test/orders/12/7?n=12");
  }

  @Test
  void binaryBodiesStay() {
    values.bind(OLD, NEW);
    var answer =
        new Response(
            200,
            "OK",
            "HTTP/1.1",
            Headers.of("Content-Type", "image/png"),
            body(OLD),
            Headers.EMPTY);

    assertThat(Messages.rewrite(answer, substitution()).body()).isSameAs(answer.body());
  }

  private Substitution substitution(String... places) {
    return new Substitution(
        java.util.Arrays.stream(places)
            .map(place -> new TokenUse(Place.parse(place), "7"))
            .toList(),
        values);
  }

  private static Request request(String target, String body, String... headers) {
    var all = new java.util.ArrayList<>(List.of(headers));
    all.addAll(List.of("Content-Type", "application/json", "Content-Length", "" + body.length()));
    return new Request(
        "POST",
        "http",
        "shop.test",
        target,
        "HTTP/1.1",
        Headers.of(all.toArray(String[]::new)),
        body(body),
        Headers.EMPTY);
  }

  private static Body body(String text) {
    return Body.whole(Bytes.of(text, StandardCharsets.UTF_8));
  }

  private static String text(Body body) {
    return body.kept().text(StandardCharsets.UTF_8);
  }
}
