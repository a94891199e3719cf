// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.recording;

import dev.reprise.bench.load.Answers;
import dev.reprise.traffic.analysis.Limits;
import dev.reprise.traffic.analysis.SnapshotBuilder;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Facts;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A recording of the same small request again and again, at equal gaps, each answered before the
 * next began.
 *
 * @param requests how many
 * @param perSecond of them
 * @param answerHeaders the header lines of every answer
 */
public record InboundRecording(int requests, double perSecond, Headers answerHeaders) {

  private static final long START_NANOS = 1_790_000_000_000_000_000L;
  private static final double ANSWERED_AFTER = 0.25; // of a gap

  /** From the first request to the last. */
  public double spanSeconds() {
    return (requests - 1) / perSecond;
  }

  /** Analyses it and writes it as a snapshot. */
  public void write(Path file) throws IOException {
    var _ =
        new SnapshotBuilder(Limits.DEFAULT, SnapshotBuilder.Progress.NONE)
            .build(() -> IntStream.range(0, requests).mapToObj(this::pair), file);
  }

  private RRPair pair(int index) {
    double gapNanos = 1e9 / perSecond;
    long start = START_NANOS + Math.round(index * gapNanos);
    long end = start + Math.round(gapNanos * ANSWERED_AFTER);
    return new RRPair(
        new PairId("bench", index + 1L),
        Origin.of("bench"),
        Direction.IN,
        new Connection("1", index, "127.0.0.1:40000", "127.0.0.1:8080", null),
        request(),
        answer(start),
        new Timing(start, start, end, end),
        RRPair.Notes.NONE,
        new Facts("http", "GET " + Answers.SMALL));
  }

  private static Request request() {
    return new Request(
        "GET",
        "http",
        "bench.test",
        Answers.SMALL,
        "HTTP/1.1",
        Headers.of("Host", "bench.test"),
        Body.EMPTY,
        Headers.EMPTY);
  }

  private Response answer(long nanos) {
    var body = Body.whole(Bytes.of(Answers.smallBody(), StandardCharsets.US_ASCII));
    return new Response(200, "OK", "HTTP/1.1", headers(nanos), body, Headers.EMPTY);
  }

  // As on a connection that is kept, and on that day.
  private Headers headers(long nanos) {
    var day = Instant.ofEpochSecond(0, nanos).atOffset(ZoneOffset.UTC);
    return new Headers(
        answerHeaders.lines().stream()
            .map(line ->
                switch (line.name().toLowerCase(Locale.ROOT)) {
                  case "date" ->
                      new Header(line.name(), DateTimeFormatter.RFC_1123_DATE_TIME.format(day));
                  case "connection" -> new Header(line.name(), "keep-alive");
                  default -> line;
                })
            .toList());
  }
}
