// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.proto.map.PairMapper;
import dev.reprise.proto.query.v1.CountPairsRequest;
import dev.reprise.proto.query.v1.GetPairRequest;
import dev.reprise.proto.query.v1.GetWatermarkRequest;
import dev.reprise.proto.query.v1.ListEndpointsRequest;
import dev.reprise.proto.query.v1.ListServicesRequest;
import dev.reprise.proto.query.v1.PairSummary;
import dev.reprise.proto.query.v1.QueryServiceGrpc;
import dev.reprise.proto.query.v1.SearchPairsRequest;
import dev.reprise.proto.query.v1.Selection;
import dev.reprise.proto.query.v1.ServiceMapRequest;
import dev.reprise.proto.query.v1.StreamPairsRequest;
import dev.reprise.proto.query.v1.TailRequest;
import dev.reprise.proto.query.v1.Watermark;
import dev.reprise.proto.traffic.v1.PairId;
import dev.reprise.traffic.display.Display;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.pair.RRPair;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoredShop.class)
@SuppressWarnings("NullAway") // fields are injected
class QueryGrpcIT {

  private static final int MAX_BYTES = 32 << 20;

  @TestHTTPResource("/")
  URI address;

  private ManagedChannel channel;

  @BeforeEach
  void connect() {
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", address.getPort())
            .usePlaintext()
            .maxInboundMessageSize(MAX_BYTES)
            .build();
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
  }

  @Test
  void servicesEndpointsAndTheMapAddUp() {
    var query = as(StoredShop.VIEWER);

    var services = query.listServices(ListServicesRequest.getDefaultInstance()).getServicesList();
    var endpoints =
        query.listEndpoints(ListEndpointsRequest.getDefaultInstance()).getEndpointsList();
    var edges = query.serviceMap(ServiceMapRequest.getDefaultInstance()).getEdgesList();

    assertThat(services)
        .singleElement()
        .satisfies(shop -> {
          assertThat(shop.getService()).isEqualTo("shop");
          assertThat(shop.getInbound()).isGreaterThanOrEqualTo(20);
          assertThat(shop.getOutbound()).isEqualTo(10);
          assertThat(shop.getErrors()).isEqualTo(5);
        });
    assertThat(endpoints)
        .extracting(endpoint -> endpoint.getEndpoint())
        .containsExactlyInAnyOrder("POST /cart/{id}", "GET /pay");
    assertThat(endpoints).allSatisfy(each -> assertThat(each.getP99Millis()).isPositive());
    assertThat(edges)
        .extracting(edge ->
            edge.getFrom() + ">" + edge.getTo() + ":" + edge.getPort() + " " + edge.getTls())
        .containsExactlyInAnyOrder("clients>shop:80 false", "shop>payment.test:443 true");
  }

  @Test
  void pagesLeadToTheEnd() {
    var query = as(StoredShop.EDITOR);
    var found = new ArrayList<PairSummary>();
    var request =
        SearchPairsRequest.newBuilder().setSelection(filter("sequence <= 30")).setPageSize(7);
    do {
      var page = query.searchPairs(request.build());
      found.addAll(page.getPairsList());
      request.setCursor(page.getNextCursor());
    } while (!request.getCursor().isEmpty());

    assertThat(found)
        .hasSize(30)
        .isSortedAccordingTo((a, b) -> Long.compare(b.getStartNanos(), a.getStartNanos()));
  }

  @Test
  void aWholePairComesBackByteForByte() {
    for (RRPair pair : ShopTraffic.pairs()) {
      var request = GetPairRequest.newBuilder().setId(PairMapper.toProto(pair.id())).build();

      var received = as(StoredShop.EDITOR).getPair(request);

      assertThat(PairMapper.fromProto(received)).isEqualTo(pair);
    }
  }

  @Test
  void theStreamGivesWholePairsInTotalOrderUnderTheWatermark() {
    var query = as(StoredShop.ADMIN);
    var pinned = Selection.newBuilder().setWatermark(Watermark.newBuilder().putOffsets(0, 30));

    var streamed = new ArrayList<RRPair>();
    query
        .streamPairs(StreamPairsRequest.newBuilder().setSelection(pinned).build())
        .forEachRemaining(message -> streamed.add(PairMapper.fromProto(message)));

    assertThat(streamed)
        .containsExactlyElementsOf(ShopTraffic.pairs().stream().sorted(RRPair.ORDER).toList());
    assertThat(query.getWatermark(GetWatermarkRequest.getDefaultInstance()).getOffsetsMap())
        .containsKey(0);
  }

  @Test
  void countsFollowTheSelection() {
    var query = as(StoredShop.VIEWER);

    assertThat(count(query, "direction = OUT")).isEqualTo(10);
    assertThat(count(query, "status >= 500 AND sequence <= 30")).isEqualTo(4);
    assertThat(count(query, "target CONTAINS \"'; DROP TABLE rrpairs; --\"")).isEqualTo(10);
    assertThat(count(query, "service = \"' OR 1=1 --\"")).isZero();
  }

  @Test
  void theTailShowsNewPairs() throws InterruptedException {
    var seen = new LinkedBlockingQueue<Object>();
    var request = TailRequest.newBuilder().setSelection(filter("sequence > 1000")).build();
    QueryServiceGrpc.newStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(token(StoredShop.VIEWER)))
        .tail(request, into(seen));

    var arrived = 0;
    Object first = null;
    while (first == null && arrived < 20) {
      StoredShop.store(1_000 + arrived, List.of(now(1_001 + arrived)));
      arrived++;
      first = seen.poll(2, TimeUnit.SECONDS);
    }

    assertThat(first).isInstanceOf(PairSummary.class);
    assertThat(((PairSummary) first).getTarget()).contains("access_token=•••");
  }

  @Test
  void mistakesAreToldWithCodeAndRemedy() {
    var query = as(StoredShop.EDITOR);

    assertThat(failure(() -> count(query, "sttus = 1")))
        .returns(ErrorKind.USER, AppException::kind)
        .returns("FILTER_INVALID", AppException::code)
        .satisfies(mistake -> assertThat(mistake.details()).containsEntry("suggestion", "status"));
    assertThat(failure(() -> query.getPair(GetPairRequest.getDefaultInstance())).code())
        .isEqualTo("PAIR_ID_INVALID");
    assertThat(failure(() -> query.getPair(unknown())))
        .returns(ErrorKind.NOT_FOUND, AppException::kind)
        .returns("PAIR_UNKNOWN", AppException::code);
    assertThat(
            failure(() ->
                    query.searchPairs(SearchPairsRequest.newBuilder().setCursor("garbage").build()))
                .code())
        .isEqualTo("CURSOR_INVALID");
    assertThat(
            failure(() ->
                    query.countPairs(
                        CountPairsRequest.newBuilder()
                            .setSelection(Selection.newBuilder().setFromNanos(2).setToNanos(1))
                            .build()))
                .code())
        .isEqualTo("TIMES_INVALID");
  }

  @Test
  void strangersAreRefusedAndViewersSeeNoCredentials() {
    var viewer = as(StoredShop.VIEWER);
    var page =
        viewer.searchPairs(
            SearchPairsRequest.newBuilder().setSelection(filter("direction = IN")).build());

    assertThat(failure(() -> count(as("wrong"), "")))
        .returns("GRPC_UNAUTHENTICATED", AppException::code);
    assertThat(failure(() -> viewer.getPair(whole(unknown()))).code()).isEqualTo("ROLE_TOO_LOW");
    assertThat(
            failure(() -> viewer.streamPairs(StreamPairsRequest.getDefaultInstance()).next())
                .code())
        .isEqualTo("ROLE_TOO_LOW");
    assertThat(page.toString()).doesNotContain(ShopTraffic.SECRET);
  }

  @Test
  void aViewerGetsAPairWithItsCredentialsHidden() {
    var stored = ShopTraffic.pairs().getFirst();
    var request = GetPairRequest.newBuilder().setId(PairMapper.toProto(stored.id())).build();

    var received = PairMapper.fromProto(as(StoredShop.VIEWER).getPair(request));

    assertThat(received).isEqualTo(Display.HIDING.pair(stored));
    assertThat(received.request().target()).endsWith("access_token=•••");
    assertThat(received.request().headers().first("authorization")).contains("•••");
    assertThat(received.request().body().kept().text(StandardCharsets.UTF_8))
        .isEqualTo("{\"user\": \"ann\", \"password\": \"•••\"}");
    assertThat(PairMapper.fromProto(as(StoredShop.EDITOR).getPair(whole(request))))
        .isEqualTo(stored);
  }

  @Test
  void healthNeedsNoToken() {
    var health = HealthGrpc.newBlockingStub(channel).check(HealthCheckRequest.getDefaultInstance());

    assertThat(health.getStatus()).isEqualTo(ServingStatus.SERVING);
  }

  private QueryServiceGrpc.QueryServiceBlockingStub as(String token) {
    return QueryServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(60, TimeUnit.SECONDS)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(token(token)));
  }

  private static Metadata token(String token) {
    var metadata = new Metadata();
    metadata.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    return metadata;
  }

  private static Selection filter(String filter) {
    return Selection.newBuilder().setFilter(filter).build();
  }

  private static long count(QueryServiceGrpc.QueryServiceBlockingStub query, String filter) {
    return query
        .countPairs(CountPairsRequest.newBuilder().setSelection(filter(filter)).build())
        .getCount();
  }

  private static GetPairRequest whole(GetPairRequest request) {
    return request.toBuilder().setRequireWhole(true).build();
  }

  private static GetPairRequest unknown() {
    return GetPairRequest.newBuilder()
        .setId(PairId.newBuilder().setCaptureId("nobody").setSequence(1))
        .build();
  }

  private static AppException failure(Runnable call) {
    return ErrorMapper.fromStatus(catchThrowable(call::run));
  }

  private static RRPair now(int sequence) {
    return ShopTraffic.inbound(
        sequence, TimeUnit.MILLISECONDS.toNanos(Instant.now().toEpochMilli()));
  }

  private static StreamObserver<PairSummary> into(LinkedBlockingQueue<Object> seen) {
    return new StreamObserver<>() {
      @Override
      public void onNext(PairSummary pair) {
        seen.add(pair);
      }

      @Override
      public void onError(Throwable failure) {
        seen.add(failure);
      }

      @Override
      public void onCompleted() {
        seen.add("completed");
      }
    };
  }
}
