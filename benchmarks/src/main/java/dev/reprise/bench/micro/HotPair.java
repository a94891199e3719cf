// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.micro;

import dev.reprise.bench.recording.TypicalPairs;
import dev.reprise.traffic.analysis.SnapshotBuilder;
import dev.reprise.traffic.endpoint.Enrichment;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.rules.ReplayRules;
import dev.reprise.traffic.snapshot.SnapshotFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A typical pair of about 2 KB, and what an analysis of many like it has taught. */
@State(Scope.Benchmark)
public class HotPair {

  private static final int LEARNT_FROM = 500;
  private static final Pattern TOKEN = Pattern.compile("(?<=\"reserved\":\")[0-9a-f-]{36}");

  private final TypicalPairs typical = new TypicalPairs();

  /** As it came in. */
  final RRPair inbound = pair(0, Direction.IN);

  /** As it went out. */
  final RRPair outbound = pair(LEARNT_FROM, Direction.OUT);

  /** An answer to the same request in a replay: all tokens in it are others. */
  final Response live = withNewTokens(inbound);

  /** Of recordings of both. */
  final ReplayRules rules = learn();

  private RRPair pair(int number, Direction direction) {
    var pair = typical.pair(number).stamped(new PairId("bench-" + direction, number + 1L));
    return Enrichment.enriched(
        new RRPair(
            pair.id(),
            pair.origin(),
            direction,
            pair.connection(),
            pair.request(),
            pair.answer(),
            pair.timing(),
            pair.notes(),
            pair.facts()));
  }

  private static Response withNewTokens(RRPair pair) {
    var recorded = Objects.requireNonNull(pair.answer(), "a typical pair has an answer");
    var text =
        TOKEN
            .matcher(recorded.body().kept().text(StandardCharsets.US_ASCII))
            .replaceAll(token -> UUID.nameUUIDFromBytes(ascii(token.group())).toString());
    return new Response(
        recorded.status(),
        recorded.reason(),
        recorded.version(),
        recorded.headers(),
        Body.whole(Bytes.of(text, StandardCharsets.US_ASCII)),
        recorded.trailers());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private ReplayRules learn() {
    List<RRPair> pairs = new ArrayList<>();
    for (int number = 0; number < LEARNT_FROM; number++) {
      pairs.add(pair(number, Direction.IN));
      pairs.add(pair(LEARNT_FROM + number, Direction.OUT));
    }
    try {
      Path file = Files.createTempFile("reprise-bench", ".rsnap");
      try {
        var _ = SnapshotBuilder.build(pairs, file);
        try (var snapshot = SnapshotFile.open(file)) {
          return snapshot.manifest().rules();
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the recording cannot be analysed", e);
    }
  }
}
