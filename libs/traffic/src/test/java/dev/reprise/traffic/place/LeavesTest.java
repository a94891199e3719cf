// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.analysis.Recording;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeavesTest {

  @Test
  void walksPathQueryHeadersCookiesAndBody() {
    var request =
        new Recording("shop", 0)
            .in("PUT /users/4%202/?page=1&q=a+b&page=2")
            .header("Host", "shop.test")
            .bearer("abc")
            .header("Cookie", "sid=1; theme=dark")
            .json("{\"items\":[{\"id\":1},{\"id\":\"2\"}],\"a b\":null}")
            .request();

    assertThat(told(Leaves.of(request)))
        .containsExactly(
            "request.path[0]=users",
            "request.path[1]=4 2",
            "request.path[2]=",
            "request.query.page=1",
            "request.query.q=a b",
            "request.query.page(1)=2",
            "request.header.authorization=abc",
            "request.cookie.sid=1",
            "request.cookie.theme=dark",
            "request.body.$.items[0].id=1",
            "request.body.$.items[1].id=2",
            "request.body.$['a b']=null");
  }

  @Test
  void takesLinksApart() {
    var pair =
        new Recording("shop", 0)
            .in("GET /")
            .withAnswerHeader("Location", "/orders/42?tab=items")
            .withAnswerHeader("Set-Cookie", "sid=9; Path=/; HttpOnly")
            .gzipped()
            .answers(200, "{\"self\":\"http://shop.test:81/orders/42#top\"}");

    assertThat(told(Leaves.of(pair.response().orElseThrow())))
        .contains(
            "response.header.location#path[0]=orders",
            "response.header.location#path[1]=42",
            "response.header.location#query.tab=items",
            "response.cookie.sid=9",
            "response.body.$.self#authority=http://shop.test:81",
            "response.body.$.self#path[1]=42",
            "response.body.$.self#fragment=top");
  }

  @Test
  void readsFormsFieldByFieldAndMapsKeyedByIdentifiersAsLists() {
    var form = new Recording("shop", 0).in("POST /").form("name=A+B&name=C").request();
    var keyed =
        new Recording("shop", 0)
            .in("POST /")
            .json("{\"3d813cbb-47fb-32ba-91df-831e1593ac29\":{\"qty\":2}}")
            .request();

    assertThat(told(Leaves.of(form)))
        .containsExactly("request.body.form.name=A B", "request.body.form.name(1)=C");
    assertThat(told(Leaves.of(keyed)))
        .containsExactly(
            "request.body.$[0]~=3d813cbb-47fb-32ba-91df-831e1593ac29", "request.body.$[0].qty=2");
  }

  @Test
  void whatHasNoValuesOfItsOwnIsOneHash() {
    var image = response("image/png", Body.whole(Bytes.own(new byte[] {1, 2, 3})));
    var damaged = response("application/json", text("{\"a\":"));
    var truncated =
        response("application/json", new Body(text("{}").kept(), 99, Bytes.own(new byte[32])));

    for (Response response : List.of(image, truncated)) {
      assertThat(bodyOf(response)).singleElement().extracting(Leaf::kind).isEqualTo(LeafKind.HASH);
    }
    assertThat(bodyOf(damaged)).singleElement().extracting(Leaf::text).isEqualTo("{\"a\":");
    assertThat(bodyOf(response("text/plain", text("ok"))))
        .singleElement()
        .extracting(Leaf::text)
        .isEqualTo("ok");
  }

  @Test
  void stopsAtTheLimit() {
    Request request = new Recording("shop", 0).in("POST /a/b/c").json("[1,2,3,4]").request();

    assertThat(Leaves.of(request, 4)).hasSize(4);
  }

  private static List<Leaf> bodyOf(Response response) {
    return Leaves.of(response).stream().filter(leaf -> leaf.place().isInBody()).toList();
  }

  private static Response response(String type, Body body) {
    return new Response(200, "", "HTTP/1.1", Headers.of("Content-Type", type), body, Headers.EMPTY);
  }

  private static Body text(String text) {
    return Body.whole(Bytes.of(text, StandardCharsets.UTF_8));
  }

  private static List<String> told(List<Leaf> leaves) {
    return leaves.stream()
        .filter(leaf -> !leaf.place().toString().endsWith("content-type"))
        .map(leaf -> leaf.locator() + "=" + leaf.text())
        .toList();
  }
}
