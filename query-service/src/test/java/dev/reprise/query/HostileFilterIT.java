// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.proto.map.PairMapper;
import dev.reprise.proto.query.v1.CountPairsRequest;
import dev.reprise.proto.query.v1.GetPairRequest;
import dev.reprise.proto.query.v1.QueryServiceGrpc;
import dev.reprise.proto.query.v1.Selection;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks like SQL is a text like any other, and nothing stored is lost by it. */
@QuarkusTest
@QuarkusTestResource(StoredShop.class)
@SuppressWarnings("NullAway") // fields are injected
class HostileFilterIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STORED = "sequence <= 30";
  private static final int STORED_PAIRS = 30;

  @TestHTTPResource("/")
  URI address;

  private GraphQl graphql;
  private ManagedChannel channel;

  @BeforeEach
  void connect() {
    graphql = new GraphQl(address);
    channel = NettyChannelBuilder.forAddress("127.0.0.1", address.getPort()).usePlaintext().build();
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "' OR 1=1 --",
        "'; TRUNCATE TABLE rrpairs; --",
        "'; ALTER TABLE rrpairs DELETE WHERE 1; --",
        "\\'; DROP TABLE rrpairs; --",
        "\\\\' OR '1'='1",
        "ends in a backslash\\",
        "') UNION ALL SELECT name FROM system.tables --",
        "`); DROP DATABASE reprise; /*",
        "{p0:String} ${1} $1 ? :name %s",
        "% _ \u00a0 \u2019 OR 1=1 --",
        "line\n; DROP TABLE rrpairs",
      })
  void isComparedAndNothingMore(String hostile) throws Exception {
    String value = quoted(hostile);

    for (String field : new String[] {"service", "path", "request_header[\"x\"]", "request_body"}) {
      same(STORED + " AND " + field + " = " + value, 0);
      same(STORED + " AND NOT " + field + " CONTAINS " + value, STORED_PAIRS);
      same(STORED + " AND " + field + " IN (" + value + ", 'b')", 0);
    }
    same(STORED + " AND tag[" + value + "] = 'x'", 0);

    same(STORED, STORED_PAIRS);
    var first = ShopTraffic.pairs().getFirst();
    var kept =
        grpc().getPair(GetPairRequest.newBuilder().setId(PairMapper.toProto(first.id())).build());
    assertThat(PairMapper.fromProto(kept)).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "service = \"shop\"; DROP TABLE rrpairs",
        "1=1; TRUNCATE TABLE rrpairs",
        "service = \"shop\" UNION SELECT 1",
        "service\u0000 = \"shop\"",
        "request_header[\"x\"]) OR (1=1 = 'x'"
      })
  void outsideOfQuotesItIsNoFilter(String hostile) throws Exception {
    var told = ErrorMapper.fromStatus(catchThrowable(() -> countByGrpc(hostile)));
    var answer = graphql.ask(StoredShop.EDITOR, page(hostile));

    assertThat(told.code()).isEqualTo("FILTER_INVALID");
    assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("BAD_REQUEST");
    same(STORED, STORED_PAIRS);
  }

  /** Through both doors. */
  private void same(String filter, int expected) throws JsonProcessingException {
    var answer = graphql.ask(StoredShop.EDITOR, page(filter));

    assertThat(countByGrpc(filter)).as(filter).isEqualTo(expected);
    assertThat(answer.at("/data/pairs/totalCount").asInt(-1))
        .as(filter + " gave " + answer)
        .isEqualTo(expected);
  }

  private static String page(String filter) throws JsonProcessingException {
    return "{ pairs(first: 1, filter: " + JSON.writeValueAsString(filter) + ") { totalCount } }";
  }

  /** As the filter language writes a text. */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private long countByGrpc(String filter) {
    var selection = Selection.newBuilder().setFilter(filter);
    return grpc()
        .countPairs(CountPairsRequest.newBuilder().setSelection(selection).build())
        .getCount();
  }

  private QueryServiceGrpc.QueryServiceBlockingStub grpc() {
    var metadata = new Metadata();
    metadata.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
        "Bearer " + StoredShop.EDITOR);
    return QueryServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(60, TimeUnit.SECONDS)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
  }
}
