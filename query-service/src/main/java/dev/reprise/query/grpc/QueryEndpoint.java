// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.grpc;

import dev.reprise.proto.map.PairMapper;
import dev.reprise.proto.query.v1.CountPairsRequest;
import dev.reprise.proto.query.v1.CountPairsResponse;
import dev.reprise.proto.query.v1.GetPairRequest;
import dev.reprise.proto.query.v1.GetWatermarkRequest;
import dev.reprise.proto.query.v1.ListEndpointsRequest;
import dev.reprise.proto.query.v1.ListEndpointsResponse;
import dev.reprise.proto.query.v1.ListServicesRequest;
import dev.reprise.proto.query.v1.ListServicesResponse;
import dev.reprise.proto.query.v1.PairSummary;
import dev.reprise.proto.query.v1.QueryServiceGrpc.QueryServiceImplBase;
import dev.reprise.proto.query.v1.SearchPairsRequest;
import dev.reprise.proto.query.v1.SearchPairsResponse;
import dev.reprise.proto.query.v1.ServiceMapRequest;
import dev.reprise.proto.query.v1.ServiceMapResponse;
import dev.reprise.proto.query.v1.StreamPairsRequest;
import dev.reprise.proto.query.v1.TailRequest;
import dev.reprise.proto.query.v1.Watermark;
import dev.reprise.proto.traffic.v1.RRPair;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.warehouse.query.PairCursor;
import dev.reprise.warehouse.query.PairReader;
import dev.reprise.warehouse.query.PairTail;
import dev.reprise.warehouse.query.TrafficFigures;
import dev.reprise.warehouse.query.Warehouse;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.quarkus.virtual.threads.VirtualThreads;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.LockSupport;

/**
 * The reading side over gRPC. Each call is answered from a virtual thread, as reading blocks; the
 * warehouse bounds how many read at once.
 */
@GrpcService
public class QueryEndpoint extends QueryServiceImplBase {

  private static final long LOOK_EVERY_NANOS = 500_000_000L;

  private final PairReader reader;
  private final TrafficFigures figures;
  private final Warehouse warehouse;
  private final Clock clock;
  private final ExecutorService threads;

  QueryEndpoint(
      PairReader reader,
      TrafficFigures figures,
      Warehouse warehouse,
      Clock clock,
      @VirtualThreads ExecutorService threads) {
    this.reader = reader;
    this.figures = figures;
    this.warehouse = warehouse;
    this.clock = clock;
    this.threads = threads;
  }

  @Override
  public void listServices(
      ListServicesRequest request, StreamObserver<ListServicesResponse> observer) {
    Answering.on(
        threads,
        observer,
        answer -> {
          var message = ListServicesResponse.newBuilder();
          figures
              .services(QueryMessages.selection(request.getSelection()))
              .forEach(service -> message.addServices(QueryMessages.toProto(service)));
          answer.send(message.build());
        });
  }

  @Override
  public void listEndpoints(
      ListEndpointsRequest request, StreamObserver<ListEndpointsResponse> observer) {
    Answering.on(
        threads,
        observer,
        answer -> {
          var message = ListEndpointsResponse.newBuilder();
          figures
              .endpoints(QueryMessages.selection(request.getSelection()))
              .forEach(endpoint -> message.addEndpoints(QueryMessages.toProto(endpoint)));
          answer.send(message.build());
        });
  }

  @Override
  public void serviceMap(ServiceMapRequest request, StreamObserver<ServiceMapResponse> observer) {
    Answering.on(
        threads,
        observer,
        answer -> {
          var message = ServiceMapResponse.newBuilder();
          figures
              .serviceMap(QueryMessages.selection(request.getSelection()))
              .forEach(edge -> message.addEdges(QueryMessages.toProto(edge)));
          answer.send(message.build());
        });
  }

  @Override
  public void searchPairs(
      SearchPairsRequest request, StreamObserver<SearchPairsResponse> observer) {
    Answering.on(
        threads,
        observer,
        answer -> {
          var page =
              reader.page(
                  QueryMessages.selection(request.getSelection()),
                  request.getPageSize(),
                  request.getCursor().isEmpty() ? null : PairCursor.decode(request.getCursor()));
          var message = SearchPairsResponse.newBuilder();
          page.pairs().forEach(pair -> message.addPairs(QueryMessages.toProto(pair)));
          page.nextCursor().map(PairCursor::encode).ifPresent(message::setNextCursor);
          answer.send(message.build());
        });
  }

  @Override
  public void getPair(GetPairRequest request, StreamObserver<RRPair> observer) {
    Answering.on(
        threads,
        observer,
        answer -> {
          var id = PairMapper.fromProto(request.getId());
          var pair = reader.pair(id).orElseThrow(() -> unknown(id));
          answer.send(PairMapper.toProto(pair));
        });
  }

  @Override
  public void streamPairs(StreamPairsRequest request, StreamObserver<RRPair> observer) {
    Answering.on(
        threads,
        observer,
        answer -> {
          var pairs = reader.stream(QueryMessages.selection(request.getSelection()));
          while (!answer.isOver() && pairs.hasNext()) {
            answer.send(PairMapper.toProto(pairs.next()));
          }
        });
  }

  @Override
  public void tail(TailRequest request, StreamObserver<PairSummary> observer) {
    Answering.on(
        threads,
        observer,
        answer -> {
          var tail =
              new PairTail(
                  reader, warehouse, QueryMessages.selection(request.getSelection()), clock);
          while (!answer.isOver()) {
            for (var pair : tail.next().pairs()) {
              answer.send(QueryMessages.toProto(pair));
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
          }
        });
  }

  @Override
  public void getWatermark(GetWatermarkRequest request, StreamObserver<Watermark> observer) {
    Answering.on(
        threads, observer, answer -> answer.send(QueryMessages.toProto(reader.watermark())));
  }

  @Override
  public void countPairs(CountPairsRequest request, StreamObserver<CountPairsResponse> observer) {
    Answering.on(
        threads,
        observer,
        answer -> {
          var count = reader.count(QueryMessages.selection(request.getSelection()));
          answer.send(
              CountPairsResponse.newBuilder()
                  .setCount(count.pairs())
                  .setGaps(count.gaps())
                  .setDroppedPairs(count.droppedPairs())
                  .build());
        });
  }

  private static AppException unknown(PairId id) {
    return new AppException(
        ErrorKind.NOT_FOUND,
        "PAIR_NOT_FOUND",
        "There is no pair '%s' in the warehouse.".formatted(id),
        "List pairs with 'reprise traffic list'.");
  }
}
