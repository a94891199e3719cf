// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.grpc;

import dev.reprise.kit.CallGuard;
import dev.reprise.kit.Role;
import dev.reprise.kit.SignIns;
import dev.reprise.proto.map.PairMapper;
import dev.reprise.proto.query.v1.CountPairsRequest;
import dev.reprise.proto.query.v1.CountPairsResponse;
import dev.reprise.proto.query.v1.CreateSignInRequest;
import dev.reprise.proto.query.v1.CreateSignInResponse;
import dev.reprise.proto.query.v1.GetPairRequest;
import dev.reprise.proto.query.v1.GetWatermarkRequest;
import dev.reprise.proto.query.v1.ListEndpointsRequest;
import dev.reprise.proto.query.v1.ListEndpointsResponse;
import dev.reprise.proto.query.v1.ListServicesRequest;
import dev.reprise.proto.query.v1.ListServicesResponse;
import dev.reprise.proto.query.v1.PairSummary;
import dev.reprise.proto.query.v1.QueryServiceGrpc;
import dev.reprise.proto.query.v1.SearchPairsRequest;
import dev.reprise.proto.query.v1.SearchPairsResponse;
import dev.reprise.proto.query.v1.ServiceMapRequest;
import dev.reprise.proto.query.v1.ServiceMapResponse;
import dev.reprise.proto.query.v1.StreamPairsRequest;
import dev.reprise.proto.query.v1.TailRequest;
import dev.reprise.proto.query.v1.Watermark;
import dev.reprise.proto.traffic.v1.RRPair;
import dev.reprise.query.read.Pairs;
import dev.reprise.query.read.Tails;
import dev.reprise.traffic.display.Display;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.warehouse.query.PairCursor;
import dev.reprise.warehouse.query.PairReader;
import dev.reprise.warehouse.query.TrafficFigures;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.util.concurrent.TimeUnit;

/**
 * The reading side over gRPC. Credentials are shown to the role editor, which the other parts of
 * Reprise have, and hidden from viewers; a stream of whole pairs is for editors only.
 *
 * <p>Written against gRPC's own observers, not Mutiny's: theirs tell when a caller is slow.
 */
@GrpcService
public class QueryGrpc extends QueryServiceGrpc.QueryServiceImplBase {

  private final Calls calls;
  private final PairReader reader;
  private final TrafficFigures figures;
  private final Tails tails;
  private final SignIns signIns;

  QueryGrpc(Calls calls, PairReader reader, TrafficFigures figures, Tails tails, SignIns signIns) {
    this.calls = calls;
    this.reader = reader;
    this.figures = figures;
    this.tails = tails;
    this.signIns = signIns;
  }

  @Override
  public void listServices(
      ListServicesRequest request, StreamObserver<ListServicesResponse> caller) {
    calls.answer(
        caller,
        () -> {
          var response = ListServicesResponse.newBuilder();
          figures.services(QueryMessages.fromProto(request.getSelection())).stream()
              .map(QueryMessages::toProto)
              .forEach(response::addServices);
          return response.build();
        });
  }

  @Override
  public void listEndpoints(
      ListEndpointsRequest request, StreamObserver<ListEndpointsResponse> caller) {
    calls.answer(
        caller,
        () -> {
          var response = ListEndpointsResponse.newBuilder();
          figures.endpoints(QueryMessages.fromProto(request.getSelection())).stream()
              .map(QueryMessages::toProto)
              .forEach(response::addEndpoints);
          return response.build();
        });
  }

  @Override
  public void serviceMap(ServiceMapRequest request, StreamObserver<ServiceMapResponse> caller) {
    calls.answer(
        caller,
        () -> {
          var response = ServiceMapResponse.newBuilder();
          figures.serviceMap(QueryMessages.fromProto(request.getSelection())).stream()
              .map(QueryMessages::toProto)
              .forEach(response::addEdges);
          return response.build();
        });
  }

  @Override
  public void searchPairs(SearchPairsRequest request, StreamObserver<SearchPairsResponse> caller) {
    calls.answer(
        caller,
        () -> {
          var after = request.getCursor().isEmpty() ? null : PairCursor.decode(request.getCursor());
          var selection = QueryMessages.fromProto(request.getSelection());
          var page = reader.page(selection, request.getPageSize(), after);
          return QueryMessages.toProto(page, display());
        });
  }

  @Override
  public void getPair(GetPairRequest request, StreamObserver<RRPair> caller) {
    calls.answer(
        caller,
        () -> {
          if (request.getRequireWhole()) {
            CallGuard.require("reprise.query.v1.QueryService/GetPair#whole");
          }
          var id = id(request);
          var pair = reader.pair(id).orElseThrow(() -> Pairs.unknown(id));
          return PairMapper.toProto(display().pair(pair));
        });
  }

  @Override
  public void streamPairs(StreamPairsRequest request, StreamObserver<RRPair> caller) {
    calls.stream(
        caller,
        out -> {
          var pairs = reader.stream(QueryMessages.fromProto(request.getSelection()));
          while (pairs.hasNext()) {
            out.send(PairMapper.toProto(pairs.next()));
          }
        });
  }

  @Override
  public void tail(TailRequest request, StreamObserver<PairSummary> caller) {
    calls.stream(
        caller,
        out -> {
          var display = display();
          var selection = QueryMessages.fromProto(request.getSelection());
          try (var _ = tails.take()) {
            var tail = tails.open(selection);
            while (true) {
              for (var pair : tail.next().pairs()) {
                out.send(QueryMessages.toProto(pair, display));
              }
              out.pause(tails.interval());
            }
          }
        });
  }

  @Override
  public void getWatermark(GetWatermarkRequest request, StreamObserver<Watermark> caller) {
    calls.answer(caller, () -> QueryMessages.toProto(reader.watermark()));
  }

  @Override
  public void countPairs(CountPairsRequest request, StreamObserver<CountPairsResponse> caller) {
    calls.answer(
        caller,
        () -> {
          var count = reader.count(QueryMessages.fromProto(request.getSelection()));
          return CountPairsResponse.newBuilder()
              .setCount(count.pairs())
              .setGaps(count.gaps())
              .setDroppedPairs(count.droppedPairs())
              .build();
        });
  }

  @Override
  public void createSignIn(
      CreateSignInRequest request, StreamObserver<CreateSignInResponse> caller) {
    calls.answer(
        caller,
        () -> {
          var code = signIns.issue(CallGuard.caller());
          return CreateSignInResponse.newBuilder()
              .setCode(code.text())
              .setUntilNanos(TimeUnit.SECONDS.toNanos(code.until().getEpochSecond()))
              .build();
        });
  }

  private static Display display() {
    return CallGuard.caller().role().includes(Role.EDITOR) ? Display.REVEALING : Display.HIDING;
  }

  private static PairId id(GetPairRequest request) {
    try {
      return PairMapper.fromProto(request.getId());
    } catch (IllegalArgumentException e) {
      throw new AppException(
          ErrorKind.USER,
          "PAIR_ID_INVALID",
          "The pair's id is not complete: " + e.getMessage() + ".",
          "Take the id from a page of pairs.");
    }
  }
}
