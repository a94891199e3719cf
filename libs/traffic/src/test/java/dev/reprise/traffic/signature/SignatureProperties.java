// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.traffic.analysis.Recording;
import dev.reprise.traffic.analysis.Shop;
import dev.reprise.traffic.analysis.SnapshotBuilder;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.rules.ReplayRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SignatureProperties {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ReplayRules SHOP = learnt();

  private static ReplayRules learnt() {
    try {
      var file = Files.createTempFile("signature", ".snapshot");
      var written = SnapshotBuilder.build(Shop.record(1, 6), file);
      Files.delete(file);
      return written.manifest().rules();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Property(tries = 200)
  void theOrderOfMembersHeadersAndParametersDoesNotShowNorDoesWhiteSpace(
      @ForAll @Size(max = 8) Map<String, Integer> body, @ForAll long seed)
      throws JsonProcessingException {
    var one = request(JSON.writeValueAsString(body), "a=1&b=2", List.of("X-A", "X-B"));
    var shuffledBody =
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(shuffled(body, seed));
    var other = request(shuffledBody, "b=2&a=1", List.of("X-B", "X-A"));

    assertThat(Signatures.of(other, ReplayRules.NONE))
        .isEqualTo(Signatures.of(one, ReplayRules.NONE));
  }

  @Property(tries = 200)
  void anyOtherValueShows(
      @ForAll @Size(min = 1, max = 8) Map<String, Integer> body, @ForAll long seed)
      throws JsonProcessingException {
    var changed = new LinkedHashMap<>(body);
    var keys = new ArrayList<>(body.keySet());
    changed.merge(keys.get(Math.floorMod(seed, keys.size())), 1, Integer::sum);

    assertThat(hash(request(JSON.writeValueAsString(changed), "a=1", List.of())))
        .isNotEqualTo(hash(request(JSON.writeValueAsString(body), "a=1", List.of())));
  }

  @Property(tries = 60)
  void freshTokensIdsAndTimesDoNotShow(@ForAll long seed) {
    var recorded = calls(Shop.record(1, 6));
    var live = calls(Shop.record(seed, 6));

    for (int i = 0; i < recorded.size(); i++) {
      assertThat(Signatures.of(live.get(i), SHOP).canonical())
          .isEqualTo(Signatures.of(recorded.get(i), SHOP).canonical());
    }
  }

  @Property(tries = 60)
  void anotherAmountShows(@ForAll @IntRange(min = 2) int factor) {
    var charge =
        calls(Shop.record(1, 6)).stream()
            .filter(call -> call.path().equals("/charges"))
            .findFirst()
            .orElseThrow();
    var changed =
        new Recording("shop", 0)
            .out(charge.authority(), "POST /charges")
            .json(
                charge
                    .body()
                    .kept()
                    .text(StandardCharsets.UTF_8)
                    .replaceAll("\"amount\":\\d+", "\"amount\":" + factor))
            .request();

    if (!charge.body().equals(changed.body())) {
      assertThat(Signatures.of(changed, SHOP).hash())
          .isNotEqualTo(Signatures.of(charge, SHOP).hash());
    }
  }

  @Property(tries = 20)
  void maskedValuesTellCallsApartUnlessTheyAreTimes(@ForAll long seed) {
    var charge =
        calls(Shop.record(seed, 2)).stream()
            .filter(call -> call.path().equals("/charges"))
            .map(call -> Signatures.of(call, SHOP))
            .toList();

    assertThat(charge.get(0).maskedHash(UnaryOperator.identity()))
        .isEqualTo(charge.get(0).maskedHash(UnaryOperator.identity()))
        .isNotEqualTo(charge.get(1).maskedHash(UnaryOperator.identity()));
    assertThat(charge.get(0).masked())
        .extracting(Signature.Masked::locator)
        .containsExactly("request.body.$.at", "request.body.$.order");
    assertThat(charge.get(0).masked().getFirst().tellsApart()).isFalse();
  }

  private static Map<String, Integer> shuffled(Map<String, Integer> map, long seed) {
    var keys = new ArrayList<>(map.keySet());
    Collections.shuffle(keys, new Random(seed));
    var shuffled = new LinkedHashMap<String, Integer>();
    for (String key : keys) {
      shuffled.put(key, map.getOrDefault(key, 0));
    }
    return shuffled;
  }

  private static Request request(String json, String query, List<String> headers) {
    var call = new Recording("shop", 0).out("stock.test", "POST /things?" + query).json(json);
    headers.forEach(name -> call.header(name, "1"));
    return call.request();
  }

  private static long hash(Request request) {
    return Signatures.of(request, ReplayRules.NONE).hash();
  }

  private static List<Request> calls(List<RRPair> pairs) {
    return pairs.stream()
        .filter(pair -> pair.direction() == Direction.OUT)
        .sorted(RRPair.ORDER)
        .map(RRPair::request)
        .toList();
  }
}
