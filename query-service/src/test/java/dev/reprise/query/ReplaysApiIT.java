// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoredShop.class)
@SuppressWarnings("NullAway") // fields are injected
class ReplaysApiIT {

  @TestHTTPResource("/")
  URI address;

  @Test
  void aStartIsHandedOnWithEverythingThatItSays() {
    var answer =
        new GraphQl(address)
            .ask(
                StoredShop.EDITOR,
                """
                mutation { startReplay(snapshot: "shop", version: 2, target: "http://sut", testConfig: "load: {fast: {}}",
                    mocks: true, waitForSut: true, buildTag: "build 7", idempotencyKey: "k-1") { id message } }\
                """);

    assertThat(answer.at("/data/startReplay/id").asText()).as(answer.toString()).isEqualTo("r-1");
    assertThat(answer.at("/data/startReplay/message").asText().lines())
        .containsExactlyInAnyOrder(
            "snapshot: \"shop\"",
            "snapshot_version: 2",
            "mode: REPLAY_MODE_FULL",
            "test_config_json: \"load: {fast: {}}\"",
            "target: \"http://sut\"",
            "wait_for_sut: true",
            "build_tag: \"build 7\"",
            "idempotency_key: \"k-1\"");
  }
}
