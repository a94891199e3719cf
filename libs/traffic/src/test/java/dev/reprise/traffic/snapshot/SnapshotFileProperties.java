// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Facts;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Redaction;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import dev.reprise.traffic.place.Place;
import dev.reprise.traffic.rules.ReplayRules;
import dev.reprise.traffic.signature.Signatures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

@SuppressWarnings("NullAway.Init") // made before the property runs
class SnapshotFileProperties {

  private Path directory;

  @BeforeProperty
  void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("snapshot-file");
  }

  @AfterProperty
  void removeDirectory() throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  /** Across block bounds, with bodies of every kind: what is read is what was written. */
  @Property(tries = 12)
  void readsExactlyWhatWasWritten(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 2500) int count) throws IOException {
    var random = new Random(seed);
    var inbound = new ArrayList<RecordedRequest>();
    var outbound = new ArrayList<RecordedCall>();
    var path = directory.resolve("round-trip.snapshot");
    try (var writer = SnapshotWriter.create(path)) {
      for (int i = 0; i < count; i++) {
        var pair = pair(random, i);
        var session = random.nextBoolean() ? Session.NONE : new Session(i, SessionBasis.TRACE);
        var uses = List.of(new TokenUse(Place.parse("request.query['a b']"), "ü\u0001" + i));
        if (pair.direction() == Direction.IN) {
          inbound.add(new RecordedRequest(pair, session, uses));
          writer.add(inbound.getLast());
        } else {
          outbound.add(new RecordedCall(pair, session, uses));
          writer.add(outbound.getLast(), Signatures.of(pair.request(), ReplayRules.NONE));
        }
      }
      writer.finish(SnapshotWriter.Learnt.NOTHING);
    }

    try (var file = SnapshotFile.open(path)) {
      assertThat(file.inbound()).containsExactlyElementsOf(inbound);
      assertThat(file.outbound()).hasSize(outbound.size());
      for (OutboundEntry entry : file.outbound()) {
        assertThat(file.read(entry)).isEqualTo(outbound.get(entry.position()));
      }
      assertEveryCallIsFound(file, outbound);
      assertThat(file.manifest().contents().inbound()).isEqualTo(inbound.size());
    }
    try (var left = Files.list(directory)) {
      assertThat(left).containsExactly(path);
    }
  }

  private static void assertEveryCallIsFound(SnapshotFile file, List<RecordedCall> calls) {
    for (int i = 0; i < calls.size(); i++) {
      int position = i;
      var signature = Signatures.of(calls.get(i).pair().request(), ReplayRules.NONE);
      assertThat(file.candidates(signature.hash()))
          .isSortedAccordingTo(Comparator.comparingInt(OutboundEntry::position))
          .anySatisfy(entry -> {
            assertThat(entry.position()).isEqualTo(position);
            assertThat(entry.session()).isEqualTo(calls.get(position).session().number());
            assertThat(entry.masked()).isEqualTo(signature.maskedHash(UnaryOperator.identity()));
          });
    }
  }

  private static RRPair pair(Random random, int index) {
    var headers = Headers.of("X-Ünicode", "é", "x-empty", "", "X-Empty", "again");
    return new RRPair(
        new PairId("capture-" + random.nextInt(3), index + 1L),
        new Origin("shop", random.nextBoolean() ? "" : "replay-1", Map.of("b", "2", "a", "1")),
        random.nextBoolean() ? Direction.IN : Direction.OUT,
        new Connection(
            "c" + index,
            index,
            "[::1]:1",
            "",
            random.nextBoolean() ? null : new Connection.Tls("TLSv1.3", "", "h2", "X")),
        new Request(
            "POST",
            "https",
            "host-" + random.nextInt(2),
            "/things/" + random.nextInt(20) + "?q=%20",
            "HTTP/1.1",
            headers,
            body(random),
            Headers.EMPTY),
        random.nextInt(10) == 0
            ? null
            : new Response(
                200, "OK", "HTTP/1.1", headers, body(random), Headers.of("Trailer-A", "1")),
        new Timing(1_000 + index, 0, Long.MAX_VALUE, -1),
        new RRPair.Notes(
            random.nextBoolean() ? EnumSet.noneOf(Mark.class) : EnumSet.allOf(Mark.class),
            List.of(new Redaction("request.header.authorization", "credentials"))),
        new Facts("http", "POST /things/{id}"));
  }

  private static Body body(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> Body.EMPTY;
      case 1 -> Body.whole(Bytes.of("{\"text\":\"ü€\\u0000\"}", StandardCharsets.UTF_8));
      case 2 -> new Body(Bytes.EMPTY, 77, Bytes.own(new byte[32])); // nothing kept of it
      case 3 -> new Body(binary(random, 40), 4_000, Bytes.own(new byte[32]));
      default -> Body.whole(binary(random, 1 + random.nextInt(3_000)));
    };
  }

  private static Bytes binary(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Bytes.own(bytes);
  }
}
