// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.UnstampedPair;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConnectionTapProperties {

  private static final int LIMIT_BYTES = 200;

  /** A message body as a peer may choose to send it. */
  record Sent(Bytes body, boolean chunked, List<Header> headers, List<Header> trailers) {}

  /** A request with its answer. */
  record Asked(String method, String path, Sent request, int status, int interims, Sent answer) {

    boolean isBodiless() {
      return method.equals("HEAD") || status == 204 || status == 304;
    }
  }

  @Property(tries = 400)
  void cutsAnyConversationIntoTheSamePairsHoweverTheNetworkCutsIt(
      @ForAll("conversations") List<Asked> asked, @ForAll boolean pipelined, @ForAll long seed) {
    var talk = new Conversation(TapLimits.DEFAULT.withBodyBytes(LIMIT_BYTES));
    var network = new Random(seed);

    if (pipelined) {
      var questions = new ByteArrayOutputStream();
      var answers = new ByteArrayOutputStream();
      asked.forEach(each -> questions.writeBytes(question(each)));
      asked.forEach(each -> answers.writeBytes(answer(each)));
      inPieces(questions.toByteArray(), network).forEach(talk::client);
      inPieces(answers.toByteArray(), network).forEach(talk::server);
    } else {
      for (Asked each : asked) {
        inPieces(question(each), network).forEach(talk::client);
        inPieces(answer(each), network).forEach(talk::server);
      }
    }
    talk.closed();

    assertThat(talk.failure).isNull();
    assertThat(talk.reasons).isEmpty();
    assertThat(talk.pairs).extracting(UnstampedPair::request).isEqualTo(requests(asked));
    assertThat(talk.pairs).extracting(UnstampedPair::answer).isEqualTo(responses(asked));
    assertThat(talk.budget.usedBytes()).isZero();
  }

  @Property(tries = 2_000)
  void neverThrowsWhateverTheBytes(
      @ForAll byte[] fromClient, @ForAll byte[] fromServer, @ForAll long seed) {
    var talk = new Conversation(Conversation.SMALL);
    var network = new Random(seed);

    talk.client("GET / HTTP/1.1\r\n\r\n");
    inPieces(fromClient, network).forEach(talk::client);
    inPieces(fromServer, network).forEach(talk::server);
    talk.serverCloses().closed();

    assertThat(talk.failure).isNull();
    assertThat(talk.budget.usedBytes()).isZero();
  }

  @Property(tries = 1_000)
  void neverThrowsNorInventsPairsWhenAValidConversationIsDamaged(
      @ForAll("conversations") List<Asked> asked, @ForAll byte damage, @ForAll long seed) {
    var talk = new Conversation(Conversation.SMALL);
    var network = new Random(seed);
    var questions = new ByteArrayOutputStream();
    var answers = new ByteArrayOutputStream();
    asked.forEach(each -> questions.writeBytes(question(each)));
    asked.forEach(each -> answers.writeBytes(answer(each)));
    byte[] client = questions.toByteArray();
    byte[] server = answers.toByteArray();
    byte[] damaged = network.nextBoolean() ? client : server;
    damaged[network.nextInt(damaged.length)] = damage;

    inPieces(client, network).forEach(talk::client);
    inPieces(server, network).forEach(talk::server);
    talk.serverCloses().closed();

    assertThat(talk.failure).isNull();
    assertThat(talk.budget.usedBytes()).isZero();
    assertThat(talk.pairs).allSatisfy(pair -> assertThat(pair.timing().startNanos()).isPositive());
  }

  @Property(tries = 1_000)
  void tellsTheSameOfABrokenConversationHoweverItIsCut(
      @ForAll("conversations") List<Asked> asked,
      @ForAll Damage damage,
      @ForAll byte wrong,
      @ForAll long seed) {
    var network = new Random(seed);
    var questions = new ByteArrayOutputStream();
    var answers = new ByteArrayOutputStream();
    asked.forEach(each -> questions.writeBytes(question(each)));
    asked.forEach(each -> answers.writeBytes(answer(each)));
    boolean ofClient = network.nextBoolean();
    byte[] client = questions.toByteArray();
    byte[] server = answers.toByteArray();
    if (ofClient) {
      client = damage.to(client, network.nextInt(client.length), wrong);
    } else {
      server = damage.to(server, network.nextInt(server.length), wrong);
    }

    var whole = Told.of(List.of(client), List.of(server));
    var cut = Told.of(inPieces(client, network), inPieces(server, network));

    assertThat(cut).isEqualTo(whole);
  }

  /** What may befall a stream at one place. */
  enum Damage {
    REPLACED,
    ADDED,
    LOST,
    ENDED;

    byte[] to(byte[] stream, int at, byte wrong) {
      var out = new ByteArrayOutputStream();
      out.write(stream, 0, at);
      if (this == REPLACED || this == ADDED) {
        out.write(wrong);
      }
      int rest =
          switch (this) {
            case REPLACED, LOST -> at + 1;
            case ADDED -> at;
            case ENDED -> stream.length;
          };
      out.write(stream, rest, stream.length - rest);
      return out.toByteArray();
    }
  }

  /** All that a tap tells of a conversation, but for times. */
  private record Told(List<List<Object>> pairs, List<Undecodable> reasons, int lostPairs) {

    static Told of(List<byte[]> fromClient, List<byte[]> fromServer) {
      var talk = new Conversation(Conversation.SMALL);
      fromClient.forEach(talk::client);
      fromServer.forEach(talk::server);
      talk.serverCloses().closed();
      assertThat(talk.failure).isNull();
      var pairs =
          talk.pairs.stream()
              .map(pair ->
                  List.<Object>of(
                      pair.connection(),
                      pair.request(),
                      Optional.ofNullable(pair.answer()),
                      pair.notes()))
              .toList();
      return new Told(pairs, talk.reasons, talk.lostPairs);
    }
  }

  @Provide
  Arbitrary<List<Asked>> conversations() {
    var methods = Arbitraries.of("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH");
    var paths = Arbitraries.strings().withCharRange('a', 'z').ofMaxLength(20);
    var statuses = Arbitraries.of(200, 201, 204, 301, 304, 404, 500);
    return Combinators.combine(
            methods, paths, sent(), statuses, Arbitraries.integers().between(0, 2), sent())
        .as((method, path, ask, status, interims, answer) ->
            new Asked(method, "/" + path, ask, status, interims, answer))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  private static Arbitrary<Sent> sent() {
    var bodies = Arbitraries.bytes().array(byte[].class).ofMaxSize(400);
    return Combinators.combine(bodies, Arbitraries.of(true, false), fields("X-"), fields("T-"))
        .as((body, chunked, headers, trailers) ->
            new Sent(Bytes.own(body), chunked, headers, chunked ? trailers : List.of()));
  }

  private static Arbitrary<List<Header>> fields(String prefix) {
    var names = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(12);
    var values = Arbitraries.strings().withCharRange('!', '~').ofMaxLength(40);
    return Combinators.combine(names, values)
        .as((name, value) -> new Header(prefix + name, value))
        .list()
        .ofMaxSize(4);
  }

  private static byte[] question(Asked asked) {
    var out = new ByteArrayOutputStream();
    line(out, asked.method() + " " + asked.path() + " HTTP/1.1");
    requestHeaders(asked).forEach(header -> line(out, header.name() + ": " + header.value()));
    line(out, "");
    body(out, asked.request());
    return out.toByteArray();
  }

  private static byte[] answer(Asked asked) {
    var out = new ByteArrayOutputStream();
    for (int i = 0; i < asked.interims(); i++) {
      line(out, "HTTP/1.1 103 Early Hints");
      line(out, "");
    }
    line(out, "HTTP/1.1 " + asked.status() + " Whatever");
    headers(asked.answer()).forEach(header -> line(out, header.name() + ": " + header.value()));
    line(out, "");
    if (!asked.isBodiless()) {
      body(out, asked.answer());
    }
    return out.toByteArray();
  }

  private static void body(ByteArrayOutputStream out, Sent sent) {
    if (!sent.chunked()) {
      out.writeBytes(sent.body().toArray());
      return;
    }
    for (int from = 0; from < sent.body().length(); from += 37) {
      int to = Math.min(from + 37, sent.body().length());
      line(out, Integer.toHexString(to - from) + (from % 2 == 0 ? "" : ";x=\"y\""));
      out.writeBytes(Arrays.copyOfRange(sent.body().toArray(), from, to));
      line(out, "");
    }
    line(out, "0");
    sent.trailers().forEach(header -> line(out, header.name() + ": " + header.value()));
    line(out, "");
  }

  private static List<Header> requestHeaders(Asked asked) {
    var lines = new ArrayList<Header>();
    lines.add(new Header("Host", "shop.test"));
    lines.addAll(headers(asked.request()));
    return lines;
  }

  private static List<Header> headers(Sent sent) {
    var lines = new ArrayList<>(sent.headers());
    lines.add(
        sent.chunked()
            ? new Header("Transfer-Encoding", "chunked")
            : new Header("Content-Length", Integer.toString(sent.body().length())));
    return lines;
  }

  private static List<Request> requests(List<Asked> asked) {
    return asked.stream()
        .map(each ->
            new Request(
                each.method(),
                "http",
                "shop.test",
                each.path(),
                "HTTP/1.1",
                new Headers(requestHeaders(each)),
                bounded(each.request().body()),
                new Headers(each.request().trailers())))
        .toList();
  }

  private static List<Response> responses(List<Asked> asked) {
    return asked.stream()
        .map(each ->
            new Response(
                each.status(),
                "Whatever",
                "HTTP/1.1",
                new Headers(headers(each.answer())),
                each.isBodiless() ? Body.EMPTY : bounded(each.answer().body()),
                each.isBodiless() ? Headers.EMPTY : new Headers(each.answer().trailers())))
        .toList();
  }

  private static Body bounded(Bytes body) {
    var whole = Body.whole(body);
    return new Body(whole.kept().prefix(LIMIT_BYTES), whole.wireBytes(), whole.sha256());
  }

  private static List<byte[]> inPieces(byte[] bytes, Random network) {
    var pieces = new ArrayList<byte[]>();
    int longest = network.nextBoolean() ? 3 : 100;
    int from = 0;
    while (from < bytes.length) {
      int to = Math.min(bytes.length, from + 1 + network.nextInt(longest));
      pieces.add(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    return pieces;
  }

  private static void line(ByteArrayOutputStream out, String text) {
    out.writeBytes((text + "\r\n").getBytes(ISO_8859_1));
  }
}
