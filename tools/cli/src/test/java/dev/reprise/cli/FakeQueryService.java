// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import dev.reprise.proto.map.PairMapper;
import dev.reprise.proto.query.v1.CountPairsRequest;
import dev.reprise.proto.query.v1.CountPairsResponse;
import dev.reprise.proto.query.v1.EndpointSummary;
import dev.reprise.proto.query.v1.GetPairRequest;
import dev.reprise.proto.query.v1.ListEndpointsRequest;
import dev.reprise.proto.query.v1.ListEndpointsResponse;
import dev.reprise.proto.query.v1.ListServicesRequest;
import dev.reprise.proto.query.v1.ListServicesResponse;
import dev.reprise.proto.query.v1.PairSummary;
import dev.reprise.proto.query.v1.QueryServiceGrpc.QueryServiceImplBase;
import dev.reprise.proto.query.v1.SearchPairsRequest;
import dev.reprise.proto.query.v1.SearchPairsResponse;
import dev.reprise.proto.query.v1.Selection;
import dev.reprise.proto.query.v1.ServiceMapEdge;
import dev.reprise.proto.query.v1.ServiceMapRequest;
import dev.reprise.proto.query.v1.ServiceMapResponse;
import dev.reprise.proto.query.v1.ServiceSummary;
import dev.reprise.proto.query.v1.TailRequest;
import dev.reprise.proto.traffic.v1.RRPair;
import dev.reprise.traffic.display.Display;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Query-service as its contract is: pages by cursor, tails until the caller leaves. */
final class FakeQueryService extends QueryServiceImplBase {

  final Failing failing = new Failing();
  final List<PairSummary> pairs = new ArrayList<>();
  final List<RRPair> whole = new ArrayList<>();
  final List<ServiceSummary> services = new ArrayList<>();
  final List<EndpointSummary> endpoints = new ArrayList<>();
  final List<ServiceMapEdge> edges = new ArrayList<>();
  final List<Selection> selections = new CopyOnWriteArrayList<>();
  final CountDownLatch tailing = new CountDownLatch(1);
  final CountDownLatch tailLeft = new CountDownLatch(1);

  private volatile boolean isEndless;
  private boolean isForViewers;
  private CountPairsResponse count = CountPairsResponse.getDefaultInstance();

  /** More pairs come as long as somebody listens. */
  void tailForEver() {
    isEndless = true;
  }

  /** The caller's role is viewer from now on. */
  void forViewers() {
    isForViewers = true;
  }

  void dropped(int gaps, int droppedPairs) {
    count = CountPairsResponse.newBuilder().setGaps(gaps).setDroppedPairs(droppedPairs).build();
  }

  @Override
  public void listServices(
      ListServicesRequest request, StreamObserver<ListServicesResponse> caller) {
    selections.add(request.getSelection());
    failing.answer(
        caller, () -> ListServicesResponse.newBuilder().addAllServices(services).build());
  }

  @Override
  public void listEndpoints(
      ListEndpointsRequest request, StreamObserver<ListEndpointsResponse> caller) {
    selections.add(request.getSelection());
    failing.answer(
        caller, () -> ListEndpointsResponse.newBuilder().addAllEndpoints(endpoints).build());
  }

  @Override
  public void serviceMap(ServiceMapRequest request, StreamObserver<ServiceMapResponse> caller) {
    selections.add(request.getSelection());
    failing.answer(caller, () -> ServiceMapResponse.newBuilder().addAllEdges(edges).build());
  }

  @Override
  public void searchPairs(SearchPairsRequest request, StreamObserver<SearchPairsResponse> caller) {
    selections.add(request.getSelection());
    failing.answer(caller, () -> page(request));
  }

  private SearchPairsResponse page(SearchPairsRequest request) {
    int from = request.getCursor().isEmpty() ? 0 : Integer.parseInt(request.getCursor());
    int to = Math.min(pairs.size(), from + request.getPageSize());
    return SearchPairsResponse.newBuilder()
        .addAllPairs(pairs.subList(from, to))
        .setNextCursor(to < pairs.size() ? Integer.toString(to) : "")
        .build();
  }

  @Override
  public void countPairs(CountPairsRequest request, StreamObserver<CountPairsResponse> caller) {
    failing.answer(caller, () -> count.toBuilder().setCount(pairs.size()).build());
  }

  @Override
  public void getPair(GetPairRequest request, StreamObserver<RRPair> caller) {
    failing.answer(
        caller,
        () -> {
          if (isForViewers && request.getRequireWhole()) {
            throw Failing.forbidden("GetPair needs the role EDITOR.");
          }
          return whole.stream()
              .filter(pair -> pair.getId().equals(request.getId()))
              .map(pair -> isForViewers ? hidden(pair) : pair)
              .findFirst()
              .orElseThrow(() -> Failing.notFound("PAIR_UNKNOWN", "There is no such pair."));
        });
  }

  private static RRPair hidden(RRPair pair) {
    return PairMapper.toProto(Display.HIDING.pair(PairMapper.fromProto(pair)));
  }

  @Override
  public void tail(TailRequest request, StreamObserver<PairSummary> caller) {
    selections.add(request.getSelection());
    if (failing.fail(caller)) {
      return;
    }
    ((ServerCallStreamObserver<PairSummary>) caller).setOnCancelHandler(tailLeft::countDown);
    pairs.forEach(caller::onNext);
    tailing.countDown();
    if (isEndless) {
      Thread.ofVirtual().start(() -> goOn(caller));
    }
  }

  private void goOn(StreamObserver<PairSummary> caller) {
    try {
      while (!tailLeft.await(20, TimeUnit.MILLISECONDS)) {
        caller.onNext(pairs.getFirst());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
