// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RouterTest {

  private final Router.Handler export = _ -> Answer.empty(200);
  private final Router.Handler one = _ -> Answer.empty(200);
  private final Router router =
      new Router().on("GET", "/catalogue/export", export).on("GET", "/catalogue/{sku}", one);

  @Test
  void takesTheFirstRouteThatFits() {
    assertThat(router.find("GET", "/catalogue/export").handler()).isSameAs(export);
    assertThat(router.find("GET", "/catalogue/SKU-1").handler()).isSameAs(one);
  }

  @Test
  void givesTheValuesOfThePath() {
    assertThat(router.find("GET", "/catalogue/SKU-1").pathValues()).containsEntry("sku", "SKU-1");
  }

  @Test
  void answersHeadWhereItAnswersGet() {
    assertThat(router.find("HEAD", "/catalogue/SKU-1").handler()).isSameAs(one);
  }

  @Test
  void tellsAnUnknownPathFromAnUnknownMethod() {
    assertThat(refusal("GET", "/basket")).isEqualTo(404);
    assertThat(refusal("GET", "/catalogue/")).isEqualTo(404);
    assertThat(refusal("GET", "/catalogue/SKU-1/more")).isEqualTo(404);
    assertThat(refusal("GET", "")).isEqualTo(404);
    assertThat(refusal("POST", "/catalogue/SKU-1")).isEqualTo(405);
  }

  private int refusal(String method, String path) {
    var status = new int[1];
    assertThatThrownBy(() -> router.find(method, path))
        .isInstanceOfSatisfying(ApiException.class, it -> status[0] = it.status());
    return status[0];
  }
}
