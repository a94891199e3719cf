// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.kit.Role;
import dev.reprise.proto.client.Channels;
import dev.reprise.proto.query.v1.CreateSignInRequest;
import dev.reprise.proto.query.v1.QueryServiceGrpc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StoredShop.class)
@SuppressWarnings("NullAway") // fields are injected
class FrontPageIT {

  private static final Pattern SCRIPT = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"");

  @TestHTTPResource("/")
  URI address;

  @Inject RoleKeys keys;

  private GraphQl graphql;

  @BeforeEach
  void connect() {
    graphql = new GraphQl(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/traffic",
        "/services/endpoint?e=GET%20/",
        "/snapshots/shop-1.2",
        "/replays/x"
      })
  void everyViewIsThePageAndNeedsNoToken(String path) {
    var page = graphql.get(path, "Accept", "text/html");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<div id=\"root\">");
    assertThat(header(page, "cache-control")).isEqualTo("no-store");
  }

  @Test
  void thePageMayLoadNothingFromElsewhereAndRunNothingOfItsOwn() {
    var policy = header(graphql.get("/"), "content-security-policy");

    assertThat(policy)
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "http:", "https:", "*");
    assertThat(graphql.get("/").body()).doesNotContain("http:", "https:", "<style", "onload=");
  }

  @Test
  void assetsAreKeptForGood() {
    var scripts = SCRIPT.matcher(graphql.get("/").body());
    assertThat(scripts.find()).isTrue();

    var script = graphql.get(scripts.group(1));

    assertThat(script.statusCode()).isEqualTo(200);
    assertThat(header(script, "cache-control")).contains("immutable");
    assertThat(header(script, "x-content-type-options")).isEqualTo("nosniff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/graphql/schema.graphql", "/q/metrics", "/elsewhere", "/trafficked"})
  void nothingElseIsOpen(String path) {
    assertThat(graphql.get(path).statusCode()).isEqualTo(401);
  }

  @Test
  void aCodeLetsABrowserInOnce() {
    var code = code(keys.of(Role.EDITOR));

    var visit = graphql.get("/traffic?q=status&code=" + code);
    var again = graphql.get("/traffic?code=" + code);

    assertThat(visit.statusCode()).isEqualTo(303);
    assertThat(header(visit, "location")).isEqualTo("/traffic?q=status");
    var cookie = header(visit, "set-cookie");
    assertThat(cookie)
        .contains("HTTPOnly", "SameSite=Strict", "Path=/graphql", "_" + address.getPort())
        .doesNotContain(keys.of(Role.EDITOR), code);
    assertThat(role(cookie.split(";", -1)[0])).isEqualTo("EDITOR");
    assertThat(again.statusCode()).isEqualTo(303);
    assertThat(again.headers().firstValue("set-cookie")).isEmpty();
  }

  @Test
  void aKeyLetsABrowserInUntilItSignsOut() {
    var visit = graphql.get("/?token=" + keys.of(Role.VIEWER));
    var cookie = header(visit, "set-cookie");

    assertThat(cookie).contains("HTTPOnly", "SameSite=Strict").doesNotContain(keys.of(Role.VIEWER));
    assertThat(role(cookie.split(";", -1)[0])).isEqualTo("VIEWER");

    var away = graphql.postTo("/sign-out", "", "Origin", "http://" + address.getAuthority());
    assertThat(away.statusCode()).isEqualTo(204);
    assertThat(header(away, "set-cookie"))
        .contains("Max-Age=0", "Path=/graphql", "_" + address.getPort());
    assertThat(graphql.postTo("/sign-out", "", "Origin", "http://evil.test").statusCode())
        .isEqualTo(403);
  }

  @Test
  void aTokenLetsABrowserInToo() {
    var visit = graphql.get("/?token=" + StoredShop.VIEWER);

    assertThat(header(visit, "location")).isEqualTo("/");
    assertThat(role(header(visit, "set-cookie").split(";", -1)[0])).isEqualTo("VIEWER");
    assertThat(graphql.get("/?token=wrong").headers().firstValue("set-cookie")).isEmpty();
  }

  @Test
  void theWayBackNeverLeadsToAnotherHost() {
    var visit = graphql.get(address + "/evil.test/?token=" + StoredShop.VIEWER);

    assertThat(header(visit, "location")).isEqualTo("/evil.test/");
  }

  @Test
  void theGraphQlUiIsReachable() {
    var page = graphql.get("/q/graphql-ui/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("graphiql");
  }

  /** What the page's types are made from is what the service offers. */
  @Test
  void theSchemaIsTheOneThatThePageIsMadeFrom() throws IOException {
    var file = Path.of("..", "web", "schema.graphql");
    var schema =
        graphql
            .get("/graphql/schema.graphql", "Authorization", "Bearer " + StoredShop.VIEWER)
            .body();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, schema);
    }

    assertThat(Files.readString(file))
        .as("web/schema.graphql; -Dgolden.update=true rewrites it")
        .isEqualTo(schema);
  }

  private String code(String key) {
    var channel = Channels.open("127.0.0.1:" + address.getPort(), key);
    try {
      return QueryServiceGrpc.newBlockingStub(channel)
          .createSignIn(CreateSignInRequest.getDefaultInstance())
          .getCode();
    } finally {
      channel.shutdownNow();
    }
  }

  private String role(String cookie) {
    var answer = graphql.post("{ session { role } }", "Cookie", cookie).body();
    return answer.replaceAll(".*\"role\":\"(\\w+)\".*", "$1");
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
