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
import java.util.stream.IntStream;

/**
 * A recording of calls to a dependency, each for another thing and with an answer of its own.
 *
 * @param mocks how many
 */
public record MockRecording(int mocks) {

  /** The host that was called. */
  public static final String HOST = "stock.bench.test";

  /** The query of every call: its name, and its value. */
  public static final String PARAMETER = "warehouse";

  /** The value of {@link #PARAMETER}. */
  public static final String ARGUMENT = "north";

  private static final long START_NANOS = 1_790_000_000_000_000_000L;
  private static final long GAP_NANOS = 1_000_000;
  private static final int BODY_BYTES = 340;

  /** The path of a call. */
  public String path(int index) {
    return "/stock/SKU-%06d".formatted(index);
  }

  /** Path and query of a call. */
  public String target(int index) {
    return path(index) + "?" + PARAMETER + "=" + ARGUMENT;
  }

  /** The body of its answer: JSON of 340 bytes that names the thing. */
  public String body(int index) {
    var head = "{\"sku\":\"SKU-%06d\",\"detail\":".formatted(index);
    return head + Answers.json(BODY_BYTES - head.length() - 1) + "}";
  }

  /** Analyses it and writes it as a snapshot. */
  public void write(Path file) throws IOException {
    var _ =
        new SnapshotBuilder(Limits.DEFAULT, SnapshotBuilder.Progress.NONE)
            .build(() -> IntStream.range(0, mocks).mapToObj(this::pair), file);
  }

  private RRPair pair(int index) {
    long start = START_NANOS + index * GAP_NANOS;
    long end = start + GAP_NANOS / 2;
    var body = body(index);
    return new RRPair(
        new PairId("bench", index + 1L),
        Origin.of("bench"),
        Direction.OUT,
        new Connection("1", index, "127.0.0.1:40000", HOST + ":80", null),
        new Request(
            "GET",
            "http",
            HOST,
            target(index),
            "HTTP/1.1",
            Headers.of("Host", HOST),
            Body.EMPTY,
            Headers.EMPTY),
        new Response(
            200,
            "OK",
            "HTTP/1.1",
            Headers.of("Content-Type", "application/json", "Content-Length", "" + body.length()),
            Body.whole(Bytes.of(body, StandardCharsets.US_ASCII)),
            Headers.EMPTY),
        new Timing(start, start, end, end),
        RRPair.Notes.NONE,
        new Facts("http", "GET /stock/{id}"));
  }
}
