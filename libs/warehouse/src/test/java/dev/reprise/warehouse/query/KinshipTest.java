// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Facts;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.warehouse.query.Kinship.Neighbour;
import java.util.List;
import org.junit.jupiter.api.Test;

class KinshipTest {

  private static final String TRACE = "00-5d1f5ea026e0f410880d0c3d21a46bad-%s-01";
  private static final String OTHER = "00-ffffffffffffffffffffffffffffffff-%s-01";

  @Test
  void aTraceThatIsPassedOnIsExactThoughOthersAreOpen() {
    var request = in(1, 100, 200, trace(TRACE, "a000000000000001"));
    var other = in(2, 90, 300, Headers.EMPTY);
    var call = out(3, 150, trace(TRACE, "b000000000000002"));

    var causes = new Kinship(List.of(request, other, call)).causesOf(call);

    assertThat(causes.requests()).containsExactly(request);
    assertThat(causes.isExact()).isTrue();
  }

  @Test
  void aRequestIdIsAsGood() {
    var request = in(1, 100, 200, Headers.of("X-Request-ID", "r-1"));
    var call = out(2, 150, Headers.of("x-request-id", "r-1"));

    assertThat(new Kinship(List.of(request, call)).causesOf(call).isExact()).isTrue();
  }

  @Test
  void withoutAnIdItIsLikelyAmongThoseThatWereOpen() {
    var ended = in(1, 10, 50, Headers.EMPTY);
    var first = in(2, 100, 200, Headers.EMPTY);
    var last = in(3, 120, 200, Headers.EMPTY);
    var later = in(4, 160, 200, Headers.EMPTY);
    var call = out(5, 150, Headers.EMPTY);

    var causes = new Kinship(List.of(ended, first, last, later, call)).causesOf(call);

    assertThat(causes.requests()).containsExactly(last, first);
    assertThat(causes.isExact()).isFalse();
  }

  @Test
  void aTraceOfTwoRequestsAtOnceIsNotExact() {
    var first = in(1, 100, 200, trace(TRACE, "a000000000000001"));
    var second = in(2, 110, 200, trace(TRACE, "a000000000000002"));
    var call = out(3, 150, trace(TRACE, "b000000000000003"));

    var causes = new Kinship(List.of(first, second, call)).causesOf(call);

    assertThat(causes.requests()).containsExactly(second, first);
    assertThat(causes.isExact()).isFalse();
  }

  @Test
  void aRequestOfAnotherTraceIsNotLikely() {
    var traced = in(1, 100, 200, trace(OTHER, "a000000000000001"));
    var untraced = in(2, 100, 200, Headers.EMPTY);
    var call = out(3, 150, trace(TRACE, "b000000000000002"));

    assertThat(new Kinship(List.of(traced, untraced, call)).causesOf(call).requests())
        .containsExactly(untraced);
  }

  @Test
  void aRequestWithoutAResponseStaysOpen() {
    var unanswered = neighbour(1, Direction.IN, 0, 100, 0, Headers.EMPTY);
    var call = out(2, 5_000, Headers.EMPTY);

    assertThat(new Kinship(List.of(unanswered, call)).causesOf(call).requests())
        .containsExactly(unanswered);
  }

  private static Headers trace(String form, String span) {
    return Headers.of("traceparent", form.formatted(span));
  }

  private static Neighbour in(long sequence, long start, long end, Headers headers) {
    return neighbour(sequence, Direction.IN, 200, start, end - start, headers);
  }

  private static Neighbour out(long sequence, long start, Headers headers) {
    return neighbour(sequence, Direction.OUT, 200, start, 10, headers);
  }

  private static Neighbour neighbour(
      long sequence, Direction direction, int status, long start, long duration, Headers headers) {
    return new Neighbour(
        new PairSummary(
            new PairId("c", sequence),
            "shop",
            "",
            direction,
            new PairSummary.Asked("GET", "shop.test", "/"),
            new Facts("http", "GET /"),
            status,
            start,
            duration,
            new PairSummary.Bodies(0, 0, "", "")),
        headers);
  }
}
