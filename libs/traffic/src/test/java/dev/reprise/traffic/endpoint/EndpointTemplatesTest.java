// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTemplatesTest {

  @Test
  void leavesEveryValueOutAndKeepsEverySlash() {
    assertThat(EndpointTemplates.of("GET", "/users/42/orders/ORD-000123//"))
        .isEqualTo("GET /users/{id}/orders/{id}//");
    assertThat(EndpointTemplates.of("GET", "/")).isEqualTo("GET /");
    assertThat(EndpointTemplates.of("OPTIONS", "*")).isEqualTo("OPTIONS *");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "42",
        "6f1c0b1e-7a39-4d0e-9a51-0d8f1b5a2c33",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "SKU-1001",
        "inv_2024_001",
        "A-007",
        "order7Kx92mQp41zt"
      })
  void takesForAValue(String segment) {
    assertThat(EndpointTemplates.isValue(segment)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "users",
        "v1",
        "v2beta1",
        "step-12",
        "iphone-15",
        "oauth2",
        "rfc9110",
        "-123",
        "a.b-123",
        "%7B-123",
        "well-known",
        "2024-01-15"
      })
  void takesForAName(String segment) {
    assertThat(EndpointTemplates.isValue(segment)).isFalse();
  }
}
