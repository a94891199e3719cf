// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import dev.reprise.fixtures.ClickHouseDatabase;
import dev.reprise.fixtures.FaultyLink;
import dev.reprise.fixtures.KafkaTopics;
import dev.reprise.fixtures.NeedsClickHouse;
import dev.reprise.fixtures.NeedsKafka;
import dev.reprise.proto.client.Channels;
import dev.reprise.proto.ingest.v1.Batch;
import dev.reprise.proto.ingest.v1.IngestServiceGrpc;
import dev.reprise.proto.ingest.v1.PushRequest;
import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.proto.traffic.v1.Direction;
import dev.reprise.proto.traffic.v1.Gap;
import dev.reprise.proto.traffic.v1.RRPair;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What breaks the contract of {@code ingest.proto} is refused with a status that tells an agent not
 * to send it again, and takes nothing with it: neither what came before on the same stream nor the
 * stream of another agent, which goes on through every test here.
 */
@NeedsKafka
@NeedsClickHouse
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputFaultIT {

  private static final int LARGEST_BODY_BYTES = 10 * 1024 * 1024;

  private final Pipeline pipeline;
  private final FaultyLink link;
  private IngestProcess ingest;
  private Agent other;
  private String othersCapture = "";
  private long othersLast;
  private String capture = "";

  BadInputFaultIT(KafkaTopics topics, ClickHouseDatabase database) {
    pipeline = new Pipeline(topics, database, 1, Map.of());
    link = pipeline.linkToWarehouse();
  }

  @BeforeAll
  void start() {
    ingest = pipeline.start(link);
    othersCapture = pipeline.newCaptureOn(0);
    other = new Agent(ingest.address(), othersCapture);
  }

  @AfterAll
  void end() {
    pipeline.settle();
    other.close();
    pipeline.close();
    link.close();
  }

  @BeforeEach
  void anAgentHasPushedSomething() {
    capture = pipeline.newCaptureOn(0);
    try (var agent = new Agent(ingest.address(), capture)) {
      agent.push(capture, 1, 3);
    }
    pipeline.expect(capture, 1, 3);
  }

  @AfterEach
  void itMayGoOnAndTheOthersStreamIsTheSame() {
    try (var agent = new Agent(ingest.address(), capture)) {
      agent.push(capture, 4, 6);
    }
    pipeline.expect(capture, 4, 6);
    other.push(othersCapture, othersLast + 1, othersLast + 2);
    pipeline.expect(othersCapture, othersLast + 1, othersLast + 2);
    othersLast += 2;
  }

  private static Arguments refused(
      String name, UnaryOperator<Batch> damage, String code, String... words) {
    return Arguments.of(Named.of(name, damage), code, words);
  }

  private static UnaryOperator<Batch> second(Consumer<RRPair.Builder> damage) {
    return batch -> {
      var damaged = batch.toBuilder();
      damage.accept(damaged.getPairsBuilder(1));
      return damaged.build();
    };
  }

  static Stream<Arguments> batches() {
    return Stream.of(
        refused("nothing at all", _ -> Batch.getDefaultInstance(), "BATCH_EMPTY", "holds nothing"),
        refused(
            "a sequence that was used before",
            second(pair -> pair.getIdBuilder().setSequence(4)),
            "SEQUENCE_NOT_ASCENDING",
            "Sequence 4",
            "came after 4"),
        refused(
            "a sequence of nought",
            second(pair -> pair.getIdBuilder().setSequence(0)),
            "PAIR_MALFORMED",
            "sequence counts from 1"),
        refused(
            "a sequence beyond all bounds",
            second(pair -> pair.getIdBuilder().setSequence(-1)),
            "PAIR_MALFORMED",
            "sequence counts from 1"),
        refused(
            "another agent's capture",
            second(pair -> pair.getIdBuilder().setCaptureId("somebody-else")),
            "CAPTURE_ID_DIFFERS",
            "somebody-else/5"),
        refused(
            "a gap in the place of a pair",
            batch ->
                batch.toBuilder()
                    .addGaps(
                        Gap.newBuilder()
                            .setCaptureId(batch.getPairs(0).getId().getCaptureId())
                            .setSequence(5)
                            .setService("shop"))
                    .build(),
            "SEQUENCE_NOT_ASCENDING",
            "Sequence 5",
            "a pair and a gap"),
        refused("no id", second(RRPair.Builder::clearId), "PAIR_MALFORMED", "captureId"),
        refused("no origin", second(RRPair.Builder::clearOrigin), "PAIR_MALFORMED", "no service"),
        refused(
            "no direction",
            second(pair -> pair.setDirection(Direction.DIRECTION_UNSPECIFIED)),
            "PAIR_MALFORMED",
            "direction"),
        refused(
            "a direction of later times",
            second(pair -> pair.setDirectionValue(77)),
            "PAIR_MALFORMED",
            "direction"),
        refused("no request", second(RRPair.Builder::clearRequest), "PAIR_MALFORMED", "no method"),
        refused(
            "a status that is none",
            second(pair -> pair.getResponseBuilder().setStatus(7)),
            "PAIR_MALFORMED",
            "status 7"),
        refused(
            "a time before all times",
            second(pair -> pair.getTimingBuilder().setStartNanos(-1)),
            "PAIR_MALFORMED",
            "before 1970"),
        refused(
            "more kept of a body than there was",
            second(pair -> pair.getResponseBuilder().getBodyBuilder().setWireBytes(1)),
            "PAIR_MALFORMED",
            "of a body of 1"),
        refused(
            "a hash that is none",
            second(pair ->
                pair.getRequestBuilder()
                    .getBodyBuilder()
                    .setSha256(ByteString.copyFrom(new byte[5]))),
            "PAIR_MALFORMED",
            "SHA-256",
            "5 bytes"),
        refused(
            "a body above the bound",
            second(pair ->
                pair.getResponseBuilder()
                    .getBodyBuilder()
                    .setKept(ByteString.copyFrom(new byte[LARGEST_BODY_BYTES + 1]))
                    .setWireBytes(LARGEST_BODY_BYTES + 1)),
            "PAIR_MALFORMED",
            "10485761"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("batches")
  void refusesABatchWith(UnaryOperator<Batch> damage, String code, String[] words) {
    try (var agent = new Agent(ingest.address(), capture)) {
      agent.send(damage.apply(Traffic.batch(capture, 4, 6)));

      assertRefused(agent.awaitRefusal(), ErrorKind.USER, code, words);
    }
  }

  @Test
  void refusesABatchBeforeTheHello() {
    try (var agent = new Agent(ingest.address())) {
      agent.send(Traffic.batch(capture, 4, 6));

      assertRefused(agent.awaitRefusal(), ErrorKind.USER, "PUSH_OUT_OF_ORDER", "before the Hello");
    }
  }

  @Test
  void refusesASecondHelloAndAnEmptyMessageAndAnIdThatIsNone() {
    try (var twice = new Agent(ingest.address(), capture);
        var empty = new Agent(ingest.address(), capture);
        var nameless = new Agent(ingest.address())) {
      twice.send(Agent.hello(capture));
      empty.send(PushRequest.getDefaultInstance());
      nameless.send(Agent.hello("it's / not an id"));

      assertRefused(twice.awaitRefusal(), ErrorKind.USER, "PUSH_OUT_OF_ORDER", "second Hello");
      assertRefused(empty.awaitRefusal(), ErrorKind.USER, "PUSH_OUT_OF_ORDER", "neither");
      assertRefused(
          nameless.awaitRefusal(), ErrorKind.USER, "CAPTURE_ID_INVALID", "it's / not an id");
    }
  }

  /** More than its credits: it is not asked for more than can be taken, and waits. */
  @Test
  void takesWhatAnAgentSendsThatWaitsForNoAcks() {
    var greedy = pipeline.newCaptureOn(0);
    try (var agent = new Agent(ingest.address(), greedy)) {
      for (long sequence = 1; sequence <= 200; sequence++) {
        agent.send(Traffic.batch(greedy, sequence, sequence));
      }

      agent.awaitAcked(200);
    }
    pipeline.expect(greedy, 1, 200);
  }

  @Test
  void refusesBytesThatAreNoMessage() {
    var refusal = push(new byte[] {(byte) 0xff, (byte) 0xff, 1, 2, 3});

    assertRefused(refusal, ErrorKind.USER, "MESSAGE_MALFORMED", "cannot be read");
  }

  @Test
  void refusesAMessageThatEndsTooSoon() {
    byte[] whole =
        PushRequest.newBuilder().setBatch(Traffic.batch(capture, 4, 6)).build().toByteArray();

    var refusal = push(Arrays.copyOf(whole, whole.length - 10));

    assertRefused(refusal, ErrorKind.USER, "MESSAGE_MALFORMED", "cannot be read");
  }

  @Test
  void refusesAMessageAboveTheBound() {
    var refusal = push(new byte[Channels.MAX_MESSAGE_BYTES + 1]);

    assertThat(refusal.kind()).isEqualTo(ErrorKind.OVERLOAD);
  }

  @Test
  void survivesAClientThatSpeaksSomethingElse() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), ingest.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write("\0\1\2\3 what is this?\r\n\r\n".getBytes(US_ASCII));

      assertThat(socket.getInputStream().readAllBytes())
          .satisfies(answer -> assertThat(new String(answer, US_ASCII)).doesNotContain("200 OK"));
    }
  }

  /** Sends bytes as a message, and gives the failure that they are answered with. */
  private AppException push(byte[] message) {
    var channel = Channels.open(ingest.address(), "");
    try {
      var method =
          IngestServiceGrpc.getPushMethod().toBuilder(
                  new Raw(), IngestServiceGrpc.getPushMethod().getResponseMarshaller())
              .build();
      var call =
          channel.newCall(method, CallOptions.DEFAULT.withDeadlineAfter(1, TimeUnit.MINUTES));
      var answers = ClientCalls.blockingServerStreamingCall(call, message);
      var thrown = catchThrowable(() -> answers.forEachRemaining(_ -> {}));
      return ErrorMapper.fromStatus(thrown);
    } finally {
      channel.shutdownNow();
    }
  }

  private static void assertRefused(
      AppException refusal, ErrorKind kind, String code, String... words) {
    assertThat(refusal.code()).as("%s", refusal).isEqualTo(code);
    assertThat(refusal.kind()).isEqualTo(kind);
    assertThat(refusal).hasMessageContainingAll(words);
    assertThat(refusal.remedy()).isNotEmpty();
  }

  /** Passes bytes on as they are. */
  private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
