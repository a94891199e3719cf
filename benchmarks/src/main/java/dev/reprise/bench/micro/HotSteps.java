// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.reprise.proto.map.PairMapper;
import dev.reprise.traffic.binding.ValueMap;
import dev.reprise.traffic.diff.Comparison;
import dev.reprise.traffic.diff.Expectation;
import dev.reprise.traffic.diff.ResponseDiff;
import dev.reprise.traffic.filter.FilterEvaluator;
import dev.reprise.traffic.filter.FilterParser;
import dev.reprise.traffic.filter.TrafficFilter;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.place.Leaf;
import dev.reprise.traffic.place.Leaves;
import dev.reprise.traffic.redaction.Redactor;
import dev.reprise.traffic.redaction.RulesFile;
import dev.reprise.traffic.signature.Signature;
import dev.reprise.traffic.signature.Signatures;
import dev.reprise.traffic.snapshot.RecordedRequest;
import dev.reprise.traffic.snapshot.Session;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Each step that is taken for every pair, alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HotSteps {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILTER =
      "service = \"bench\" AND direction = IN AND status >= 200 AND path CONTAINS \"/orders/\""
          + " AND method NOT IN (GET, HEAD)";

  private static final String RULES =
      """
      redact:
        - {name: bearer-tokens, place: "*.header.authorization", action: token}
        - {name: session-cookies, place: "*.cookie.*", action: token}
        - {name: customers, place: "request.body.$.customer", action: remove}
      """;

  private byte[] message = {};
  private byte[] body = {};
  private FilterEvaluator filter = FilterEvaluator.of(FilterParser.parse(FILTER), Instant.EPOCH);
  private Redactor redactor = new Redactor(RulesFile.parse("bench", RULES).redact(), "key");

  /** What is needed beforehand. */
  @Setup
  public void prepare(HotPair pair) {
    message = PairMapper.toProto(pair.inbound).toByteArray();
    body = answer(pair.inbound).body().kept().toArray();
    requireTrue(filter.test(pair.inbound), "the filter takes the pair");
    requireTrue(
        decodePair().equals(pair.inbound), "a pair that is encoded and decoded is the same");
    requireTrue(redact(pair).notes().redactions().size() == 1, "one value is taken out");
    var differences = diff(pair).differences();
    requireTrue(differences.isEmpty(), "tokens that are new are no difference: " + differences);
    requireTrue(places(pair).size() > 40, "the answer has places");
  }

  private static void requireTrue(boolean condition, String what) {
    if (!condition) {
      throw new IllegalStateException("not so: " + what);
    }
  }

  private static Response answer(RRPair pair) {
    return Objects.requireNonNull(pair.answer(), "a typical pair has an answer");
  }

  /** The limit of whatever looks into a body: Jackson reads it into a tree. */
  @Benchmark
  public JsonNode readJson() throws IOException {
    return JSON.readTree(body);
  }

  /** An agent makes a message of a pair. */
  @Benchmark
  public byte[] encodePair(HotPair pair) {
    return PairMapper.toProto(pair.inbound).toByteArray();
  }

  /** ingest-service makes a pair of a message. */
  @Benchmark
  public RRPair decodePair() {
    try {
      return PairMapper.fromProto(dev.reprise.proto.traffic.v1.RRPair.parseFrom(message));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the message is damaged", e);
    }
  }

  /** Three rules are applied, of which one takes a value out of a body. */
  @Benchmark
  public RRPair redact(HotPair pair) {
    return redactor.redact(pair.inbound);
  }

  /** A filter of five conditions, all true, is asked. */
  @Benchmark
  public boolean testFilter(HotPair pair) {
    return filter.test(pair.inbound);
  }

  /** The same filter is read. */
  @Benchmark
  public TrafficFilter parseFilter() {
    return FilterParser.parse(FILTER);
  }

  /** All places of an answer are found. */
  @Benchmark
  public List<Leaf> places(HotPair pair) {
    return Leaves.of(answer(pair.inbound));
  }

  /** The responder makes the signature of a call. */
  @Benchmark
  public Signature signature(HotPair pair) {
    return Signatures.of(pair.outbound.request(), pair.rules);
  }

  /** The generator compares an answer whose tokens are new with the recorded one. */
  @Benchmark
  public Comparison diff(HotPair pair) {
    var diff = new ResponseDiff(pair.rules);
    var baseline =
        diff.baseline(
            new RecordedRequest(pair.inbound, Session.NONE, List.of()),
            new Expectation.Bases("http://shop.bench.test", "http://127.0.0.1:8080"));
    return diff.compare(new Expectation(baseline, new ValueMap(), _ -> true), pair.live);
  }
}
