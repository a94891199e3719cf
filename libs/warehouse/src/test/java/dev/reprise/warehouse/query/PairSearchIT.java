// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.filter.TrafficFilter;
import dev.reprise.warehouse.Samples;
import dev.reprise.warehouse.query.PairSearch.Piece;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairSearchIT {

  private static final Clock CLOCK = Clock.system(ZoneOffset.UTC);
  private static final int PAIRS = 300;
  private static final Selection EVERYTHING = Selection.ALL.withReplays(Selection.Replays.ALL);

  private static StoredPairs stored;
  private static PairReader reader;

  @BeforeAll
  static void storePairs() {
    stored = StoredPairs.none();
    stored.insert(1, Samples.pairs(PAIRS, 7));
    reader = new PairReader(stored.warehouse(), CLOCK);
  }

  @AfterAll
  static void forgetPairs() {
    stored.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "response_body CONTAINS \"a\"                    | 1000 | 7",
        "response_body CONTAINS \"a\"                    | 5    | 7",
        "response_body CONTAINS \"a\"                    | 7    | 7",
        "response_body CONTAINS \"a\"                    | 3    | 1000",
        "NOT response_body CONTAINS \"a\"                | 4    | 3",
        "direction = IN AND request_body MATCHES \".\"   | 6    | 11",
        "response_body CONTAINS \"nowhere to be found\"  | 10   | 20"
      })
  void findsPieceByPieceWhatAPageHas(String filter, int size, int window) {
    var selection = EVERYTHING.withFilter(TrafficFilter.parse(filter));

    var pieces = pieces(selection, size, window);

    assertThat(pieces.stream().flatMap(piece -> piece.page().pairs().stream()))
        .containsExactlyElementsOf(reader.page(selection, PairReader.MAX_PAGE, null).pairs());
    assertThat(pieces).allSatisfy(piece -> assertThat(piece.progress()).isPresent());
    assertThat(pieces.getLast().progress().orElseThrow().left()).isZero();
  }

  @Test
  void saysHowManyOfThePairsItLookedAt() {
    var selection =
        EVERYTHING.withFilter(
            TrafficFilter.parse("response_body CONTAINS \"nowhere to be found\""));

    var pieces = pieces(selection, 10, 20);

    assertThat(pieces.stream().mapToLong(piece -> piece.progress().orElseThrow().looked()).sum())
        .isEqualTo(PAIRS);
  }

  @Test
  void needsNoPiecesWhereNothingIsRead() {
    var selection = EVERYTHING.withFilter(TrafficFilter.parse("direction = IN"));

    var piece = search(20).next(selection, 10, null);

    assertThat(piece.progress()).isEmpty();
    assertThat(piece.page().pairs()).hasSize(10);
  }

  @Test
  void ofNothingThereIsNothingLeft() {
    var selection =
        EVERYTHING.withFilter(
            TrafficFilter.parse("service = nobody AND response_body CONTAINS \"a\""));

    var piece = search(20).next(selection, 10, null);

    assertThat(piece.page().pairs()).isEmpty();
    assertThat(piece.page().nextCursor()).isEmpty();
    assertThat(piece.progress()).contains(new PairSearch.Progress(0, 0));
  }

  private static List<Piece> pieces(Selection selection, int size, int window) {
    var pieces = new ArrayList<Piece>();
    @Nullable PairCursor after = null;
    do {
      var piece = search(window).next(selection, size, after);
      pieces.add(piece);
      after =
          piece.page().nextCursor().map(PairCursor::encode).map(PairCursor::decode).orElse(null);
    } while (after != null);
    return pieces;
  }

  private static PairSearch search(int window) {
    return new PairSearch(stored.warehouse(), reader, window);
  }
}
