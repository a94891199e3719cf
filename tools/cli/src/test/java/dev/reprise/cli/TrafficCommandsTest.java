// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reprise.proto.map.PairMapper;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that look at recorded traffic, against the contract of query-service. */
class TrafficCommandsTest {

  @TempDir private Path home;
  private CommandLineUnderTest cli = new CommandLineUnderTest(Path.of("unset"));

  @BeforeEach
  void begin() {
    cli.close();
    cli = new CommandLineUnderTest(home);
    for (RRPair pair : new RRPair[] {Samples.login(), Samples.image(), Samples.unanswered()}) {
      cli.query.pairs.add(Samples.summary(pair));
      cli.query.whole.add(PairMapper.toProto(pair));
    }
    cli.query.services.add(Samples.service());
    cli.query.endpoints.add(Samples.endpoint());
    cli.query.edges.addAll(Samples.edges());
  }

  @AfterEach
  void end() {
    cli.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "yaml"})
  void everyFormatShowsTheSame(String format) throws Exception {
    golden("traffic/list", format, "traffic", "list");
    golden("traffic/show-login", format, "traffic", "show", "shop-1/12");
    golden("traffic/show-image", format, "traffic", "show", "shop-1/13");
    golden("traffic/show-unanswered", format, "traffic", "show", "shop-1/14");
    golden("services", format, "services");
    golden("services-endpoints", format, "services", "--endpoints");
    golden("map", format, "map");
  }

  /** With digits and decimal points of their own. */
  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "de-DE", "tr-TR"})
  void theLanguageOfTheMachineDoesNotShow(String language) throws Exception {
    var before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(language));
    try {
      for (String format : new String[] {"table", "json", "yaml"}) {
        everyFormatShowsTheSame(format);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  private void golden(String name, String format, String... command) throws Exception {
    var arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--home", home.toString(), "--output", format));
    var result = cli.run(arguments.toArray(String[]::new));
    assertThat(result.status()).as(result.err()).isZero();
    Golden.check(name + "." + format, result.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "yaml"})
  void noFormatShowsCredentialsUnlessAsked(String format) {
    for (String[] command :
        new String[][] {
          {"traffic", "list", "--output", format},
          {"traffic", "show", "shop-1/12", "--output", format}
        }) {
      assertThat(cli.run(command).out())
          .contains("•••")
          .doesNotContain(Samples.SECRET, "czNjcmV0"); // in base64
    }

    var revealed = cli.run("traffic", "show", "shop-1/12", "--reveal", "--output", format);

    assertThat(revealed.out()).contains(Samples.SECRET).doesNotContain("•••");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop-1/12", "shop-1/14"})
  void aViewerSeesWhatOthersSeeWhereCredentialsAreHidden(String pair) {
    String others = cli.run("traffic", "show", pair).out();
    cli.query.forViewers();

    assertThat(cli.run("traffic", "show", pair).out()).isEqualTo(others);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--reveal", "--raw"})
  void aViewerWhoWantsMoreIsToldTheRole(String option) {
    cli.query.forViewers();

    var result = cli.run("traffic", "show", "shop-1/12", option);

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo("GetPair needs the role EDITOR.\nUse a token of that role.\n");
  }

  @Test
  void revealedBytesThatAreNoTextAreBase64() {
    var revealed = cli.run("traffic", "show", "shop-1/13", "--reveal", "--output", "json");

    assertThat(revealed.out()).contains("\"base64\" : \"iVBORwD/\"");
  }

  @Test
  void controlCharactersDoNotReachATerminal() {
    assertThat(cli.run("traffic", "show", "shop-1/14").out()).contains("\\x1b[2J");
    assertThat(cli.run("traffic", "list").out()).contains("\\x1b[2J").doesNotContain("\u001b");
  }

  @Test
  void theRawBytesAreThoseOfTheWire() {
    var pair = Samples.login();

    var both = cli.run("traffic", "show", "shop-1/12", "--raw").out();
    var body = cli.run("traffic", "show", "shop-1/12", "--raw", "--part", "response-body").out();
    var request = cli.run("traffic", "show", "shop-1/12", "--raw", "--part", "request").out();

    String wireRequest =
        """
        POST /login?access_token=s3cret-value&lang=en HTTP/1.1\r
        Host: shop.test\r
        AUTHORIZATION: Bearer s3cret-value\r
        Content-Type: application/json\r
        \r
        {"user": "ann", "password": "s3cret-value"}\
        """;
    String wireBody = pair.response().orElseThrow().body().kept().text(StandardCharsets.ISO_8859_1);
    assertThat(request).isEqualTo(wireRequest);
    assertThat(body).isEqualTo(wireBody);
    assertThat(both)
        .startsWith(wireRequest + "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
        .endsWith("\r\n\r\n" + wireBody);
  }

  @Test
  void whatThereWasNoneOfIsEmptyInTheRaw() {
    assertThat(cli.run("traffic", "show", "shop-1/14", "--raw", "--part", "response").out())
        .isEmpty();
    assertThat(cli.run("traffic", "show", "shop-1/14", "--raw", "--part", "response-body").out())
        .isEmpty();
    assertThat(cli.run("traffic", "show", "shop-1/14", "--raw", "--part", "request-body").out())
        .isEmpty();
  }

  @Test
  void aLongBodyIsShortenedForPeopleOnly() {
    cli.query.whole.set(0, PairMapper.toProto(withAnswer("x".repeat(20_000))));

    assertThat(cli.run("traffic", "show", "shop-1/12").out())
        .contains("(16384 of 20000 characters; --output json prints all)")
        .doesNotContain("x".repeat(16_385));
    assertThat(cli.run("traffic", "show", "shop-1/12", "--output", "json").out())
        .contains("x".repeat(20_000));
  }

  private static RRPair withAnswer(String text) {
    var pair = Samples.login();
    var answer =
        new Response(
            200,
            "OK",
            "HTTP/1.1",
            Headers.of("Content-Type", "text/plain"),
            Body.whole(Bytes.of(text, StandardCharsets.UTF_8)),
            Headers.EMPTY);
    return pair.withMessages(pair.request(), answer, pair.notes());
  }

  @Test
  void listsAsManyAsAskedForOverPages() {
    var one = cli.query.pairs.getFirst();
    cli.query.pairs.clear();
    for (int i = 1; i <= 1_200; i++) {
      cli.query.pairs.add(one.toBuilder().setId(one.getId().toBuilder().setSequence(i)).build());
    }

    var result = cli.run("traffic", "list", "--limit", "1100");

    assertThat(result.out().lines()).hasSize(1_101).last().asString().endsWith("shop-1/1100");
    assertThat(result.err()).isEqualTo("1100 of 1200 pairs\n");
    assertThat(cli.query.selections).hasSize(3);
  }

  @Test
  void saysHowManyCopiesAreMissing() {
    cli.query.dropped(2, 17);

    assertThat(cli.run("traffic", "list").err())
        .isEqualTo("3 of 3 pairs; 17 copies were dropped in 2 gaps\n");
  }

  @Test
  void anEmptyListIsATitleAndAnEmptyArray() {
    cli.query.pairs.clear();

    assertThat(cli.run("traffic", "list").out()).startsWith("TIME").hasLineCount(1);
    assertThat(cli.run("traffic", "list", "-o", "json").out().strip()).isEqualTo("[ ]");
    assertThat(cli.run("traffic", "list", "-o", "yaml").out().strip()).isEqualTo("--- []");
  }

  @Test
  void whatIsSelectedIsWhatWasSaid() {
    cli.run(
        "traffic",
        "list",
        "--filter",
        "status >= 500",
        "--from",
        "15m",
        "--to",
        "2026-11-23T11:59:30.000000001Z",
        "--replay",
        "r1",
        "--include-replays");

    var selection = cli.query.selections.getFirst();
    assertThat(selection.getFilter()).isEqualTo("status >= 500");
    assertThat(selection.getFromNanos())
        .isEqualTo(nanos(CommandLineUnderTest.NOON.minusSeconds(900)));
    assertThat(selection.getToNanos()).isEqualTo(nanos(Instant.parse("2026-11-23T11:59:30Z")) + 1);
    assertThat(selection.getReplayId()).isEqualTo("r1");
    assertThat(selection.getIncludeReplays()).isTrue();
  }

  private static long nanos(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond());
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "yaml"})
  void theTailShowsPairsAsTheyComeUntilItIsInterrupted(String format) throws Exception {
    var tail = cli.start("traffic", "tail", "--output", format);
    await().atMost(Duration.ofMinutes(1)).until(() -> lastPairIsIn(tail.out(), format));

    var result = tail.interrupt();

    assertThat(result.status()).isEqualTo(130);
    assertThat(result.err()).isEqualTo("Interrupted.\n");
    assertThat(cli.query.tailLeft.await(1, TimeUnit.MINUTES)).isTrue();
    Golden.check("traffic/tail." + format, result.out());
  }

  /**
   * The id ends a row for people, begins a line of JSON, and stands some lines before the end of
   * YAML.
   */
  private static boolean lastPairIsIn(String printed, String format) {
    int at = printed.indexOf("shop-1/14");
    return at >= 0
        && printed.indexOf(format.equals("yaml") ? "replay_id" : "\n", at) >= 0
        && printed.endsWith("\n");
  }

  @Test
  void theTailEndsWithTheService() throws Exception {
    var tail = cli.start("traffic", "tail", "-o", "json");
    cli.query.tailing.await();

    cli.withoutServices();
    var result = tail.result().get(1, TimeUnit.MINUTES);

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.err()).startsWith("query-service cannot be reached at 127.0.0.1:7402");
  }
}
