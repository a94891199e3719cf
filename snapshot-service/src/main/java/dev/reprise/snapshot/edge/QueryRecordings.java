// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.edge;

import dev.reprise.proto.client.Channels;
import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.proto.map.PairMapper;
import dev.reprise.proto.query.v1.CountPairsRequest;
import dev.reprise.proto.query.v1.GetWatermarkRequest;
import dev.reprise.proto.query.v1.QueryServiceGrpc;
import dev.reprise.proto.query.v1.QueryServiceGrpc.QueryServiceBlockingStub;
import dev.reprise.proto.query.v1.Selection;
import dev.reprise.proto.query.v1.StreamPairsRequest;
import dev.reprise.proto.query.v1.Watermark;
import dev.reprise.snapshot.build.Recordings;
import dev.reprise.snapshot.version.SelectionRule;
import dev.reprise.traffic.pair.RRPair;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads recorded pairs from query-service.
 *
 * <p><b>Bounds:</b> the blocking stub asks for one message at a time, so what is under way is what
 * HTTP/2's flow control lets through; the reactive one would buffer all that comes.
 */
@ApplicationScoped
class QueryRecordings implements Recordings {

  private static final long ANSWER_LIMIT_SECONDS = 60;

  private final ManagedChannel channel;

  QueryRecordings(
      @ConfigProperty(name = "reprise.query.address") String address,
      @ConfigProperty(name = "reprise.token") Optional<String> token) {
    this.channel = Channels.open(address, token.orElse("").strip());
  }

  @Override
  public Pinned pin(SelectionRule rule) {
    var offsets = new HashMap<Integer, Long>();
    told(() -> limited().getWatermark(GetWatermarkRequest.getDefaultInstance()))
        .getOffsetsMap()
        .forEach(offsets::put);
    var selection = selection(new Pinned(rule, offsets, 0));
    var count =
        told(() ->
            limited().countPairs(CountPairsRequest.newBuilder().setSelection(selection).build()));
    return new Pinned(rule, offsets, count.getCount());
  }

  @Override
  public Stream<RRPair> open(Pinned selection) {
    var request = StreamPairsRequest.newBuilder().setSelection(selection(selection)).build();
    var context = Context.current().withCancellation();
    var messages = told(() -> within(context, () -> stub().streamPairs(request)));
    var pairs =
        new Iterator<RRPair>() {
          @Override
          public boolean hasNext() {
            return told(messages::hasNext);
          }

          @Override
          public RRPair next() {
            return PairMapper.fromProto(told(messages::next));
          }
        };
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(pairs, Spliterator.ORDERED), false)
        .onClose(() -> context.cancel(null));
  }

  private static <T> T within(CancellableContext context, Supplier<T> work) {
    var before = context.attach();
    try {
      return work.get();
    } finally {
      context.detach(before);
    }
  }

  private QueryServiceBlockingStub stub() {
    return QueryServiceGrpc.newBlockingStub(channel);
  }

  private QueryServiceBlockingStub limited() {
    return stub().withDeadlineAfter(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** What query-service answered, or its failure as it was meant. */
  private static <T> T told(Supplier<T> call) {
    try {
      return call.get();
    } catch (StatusRuntimeException e) {
      throw ErrorMapper.fromStatus(e);
    }
  }

  private static Selection selection(Pinned pinned) {
    var watermark = Watermark.newBuilder();
    pinned.watermark().forEach(watermark::putOffsets);
    return Selection.newBuilder()
        .setFilter(pinned.rule().filter())
        .setFromNanos(pinned.rule().fromNanos())
        .setToNanos(pinned.rule().toNanos())
        .setIncludeReplays(pinned.rule().includeReplays())
        .setWatermark(watermark)
        .build();
  }

  @PreDestroy
  void close() {
    channel.shutdown();
  }
}
