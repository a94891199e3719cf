// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.edge;

import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.proto.map.PairMapper;
import dev.reprise.proto.query.v1.CountPairsRequest;
import dev.reprise.proto.query.v1.CountPairsResponse;
import dev.reprise.proto.query.v1.GetWatermarkRequest;
import dev.reprise.proto.query.v1.QueryServiceGrpc.QueryServiceImplBase;
import dev.reprise.proto.query.v1.Selection;
import dev.reprise.proto.query.v1.StreamPairsRequest;
import dev.reprise.proto.query.v1.Watermark;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Timing;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A query-service with pairs in memory. It knows three filters: the empty one takes everything,
 * {@code nothing} takes no pair, {@code endless} streams until it is cancelled; any other is
 * refused.
 */
public final class FakeQueryService extends QueryServiceImplBase implements AutoCloseable {

  private static final long ENDLESS_PAIRS = 10_000_000;

  private final List<RRPair> pairs = new ArrayList<>();
  private final List<Selection> asked = new ArrayList<>();
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final Server server;

  public FakeQueryService() throws IOException {
    this.server = ServerBuilder.forPort(0).addService(this).build().start();
  }

  public int port() {
    return server.getPort();
  }

  /** Stores pairs, in whatever order they arrive. */
  public synchronized void store(Collection<RRPair> arrived) {
    pairs.addAll(arrived);
  }

  public synchronized void clear() {
    pairs.clear();
    asked.clear();
  }

  /** The selections that were streamed. */
  public synchronized List<Selection> asked() {
    return List.copyOf(asked);
  }

  /** Open until an endless stream was cancelled. */
  public CountDownLatch cancelled() {
    return cancelled;
  }

  @Override
  public void getWatermark(GetWatermarkRequest request, StreamObserver<Watermark> answer) {
    answer.onNext(Watermark.newBuilder().putOffsets(0, 41).putOffsets(3, 7).build());
    answer.onCompleted();
  }

  @Override
  public void countPairs(CountPairsRequest request, StreamObserver<CountPairsResponse> answer) {
    if (isEndless(request.getSelection())) {
      answer.onNext(CountPairsResponse.newBuilder().setCount(ENDLESS_PAIRS).build());
      answer.onCompleted();
      return;
    }
    try {
      var selected = selected(request.getSelection());
      answer.onNext(CountPairsResponse.newBuilder().setCount(selected.size()).build());
      answer.onCompleted();
    } catch (AppException e) {
      answer.onError(ErrorMapper.toStatus(e));
    }
  }

  @Override
  public void streamPairs(
      StreamPairsRequest request, StreamObserver<dev.reprise.proto.traffic.v1.RRPair> answers) {
    synchronized (this) {
      asked.add(request.getSelection());
    }
    if (isEndless(request.getSelection())) {
      endless((ServerCallStreamObserver<dev.reprise.proto.traffic.v1.RRPair>) answers);
      return;
    }
    selected(request.getSelection()).forEach(pair -> answers.onNext(PairMapper.toProto(pair)));
    answers.onCompleted();
  }

  private void endless(ServerCallStreamObserver<dev.reprise.proto.traffic.v1.RRPair> answers) {
    RRPair first;
    synchronized (this) {
      first = pairs.getFirst();
    }
    var sent =
        new Runnable() {
          private long count;

          @Override
          public void run() {
            while (answers.isReady()) {
              count++;
              answers.onNext(PairMapper.toProto(later(first, count)));
            }
          }
        };
    answers.setOnCancelHandler(cancelled::countDown);
    answers.setOnReadyHandler(sent);
  }

  private static RRPair later(RRPair pair, long sequence) {
    long start = pair.timing().startNanos() + sequence;
    return new RRPair(
        new PairId("endless", sequence),
        pair.origin(),
        pair.direction(),
        pair.connection(),
        pair.request(),
        pair.response().orElseThrow(),
        new Timing(start, start, start, start),
        pair.notes(),
        pair.facts());
  }

  private static boolean isEndless(Selection selection) {
    return selection.getFilter().equals("endless");
  }

  private synchronized List<RRPair> selected(Selection selection) {
    return switch (selection.getFilter()) {
      case "" ->
          pairs.stream()
              .filter(pair -> pair.timing().startNanos() >= selection.getFromNanos())
              .filter(pair ->
                  selection.getToNanos() == 0
                      || pair.timing().startNanos() < selection.getToNanos())
              .sorted(RRPair.ORDER)
              .toList();
      case "nothing" -> List.of();
      default ->
          throw new AppException(
              ErrorKind.USER,
              "FILTER_INVALID",
              "The filter has an unknown field.",
              "Use a known field.");
    };
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
