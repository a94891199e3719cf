// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.reprise.fixtures.kubernetes.CrdSchema;
import dev.reprise.proto.snapshot.v1.Slice;
import dev.reprise.proto.snapshot.v1.Snapshot;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a snapshot prints for Kubernetes is what a cluster takes. */
class InstructionsTest {

  private static final CrdSchema SCHEMA =
      CrdSchema.of(Path.of("../../k8s/crds/trafficreplays.reprise.dev.yaml"));

  static Stream<Snapshot> snapshots() {
    var shop =
        Snapshot.newBuilder()
            .setName("checkout-2026.11")
            .setVersion(3)
            .addServices("shop")
            .addSlices(slice("in:shop", "inbound", "shop", true))
            .addSlices(slice("out:payment.shop.test:9443", "outbound", "shop", true))
            .addSlices(slice("out:[::1]:8080", "outbound", "shop", true))
            .addSlices(slice("out:off.shop.test", "outbound", "shop", false));
    return Stream.of(
        shop.build(),
        shop.clone().removeSlices(0).build(),
        shop.clone().addSlices(slice("in:Cart_API v2", "inbound", "Cart_API v2", true)).build(),
        Snapshot.newBuilder()
            .setName("a")
            .setVersion(1)
            .addServices("s")
            .addSlices(slice("in:s", "inbound", "s", true))
            .build(),
        Snapshot.newBuilder().setName("empty").setVersion(1).build());
  }

  @ParameterizedTest
  @MethodSource("snapshots")
  void printsAManifestThatAClusterTakes(Snapshot snapshot) throws JsonProcessingException {
    assertThat(SCHEMA.problems(manifest(snapshot)))
        .as(Instructions.of(snapshot).manifest())
        .isEmpty();
  }

  @Test
  void namesTheSlicesThatAreSwitchedOnAndNoOther() throws JsonProcessingException {
    var manifest = manifest(snapshots().findFirst().orElseThrow());

    assertThat(manifest.at("/spec/workloads/0/ref/name").asText()).isEqualTo("shop");
    assertThat(manifest.at("/spec/workloads/0/test"))
        .map(JsonNode::asText)
        .containsExactly("in:shop");
    assertThat(manifest.at("/spec/workloads/0/mock"))
        .map(JsonNode::asText)
        .containsExactly("out:payment.shop.test:9443", "out:[::1]:8080");
  }

  @Test
  void aServiceOfItsOwnIsAWorkloadOfItsOwn() throws JsonProcessingException {
    var manifest = manifest(snapshots().skip(2).findFirst().orElseThrow());

    assertThat(manifest.at("/spec/workloads/1/ref/name").asText()).isEqualTo("cart-api-v2");
    assertThat(manifest.at("/spec/workloads/1/test/0").asText()).isEqualTo("in:Cart_API v2");
  }

  private static JsonNode manifest(Snapshot snapshot) throws JsonProcessingException {
    return new ObjectMapper(new YAMLFactory()).readTree(Instructions.of(snapshot).manifest());
  }

  private static Slice slice(String key, String direction, String service, boolean enabled) {
    return Slice.newBuilder()
        .setKey(key)
        .setDirection(direction)
        .setService(service)
        .setEnabled(enabled)
        .build();
  }
}
