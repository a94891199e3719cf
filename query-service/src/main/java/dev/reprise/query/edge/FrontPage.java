// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Serves the web page under every address that it has, and tells browsers how little it needs: its
 * own scripts, styles and images, and no other host. What recorded traffic holds can then never
 * run.
 */
@ApplicationScoped
public class FrontPage {

  /** The page is one document; which view it shows is its own affair. */
  private static final List<String> VIEWS =
      List.of("/traffic", "/services", "/map", "/snapshots", "/replays");

  private static final String GRAPHQL_UI = "/q/graphql-ui";
  private static final String ASSETS = "/assets/";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self';"
          + " img-src 'self' blob: data:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'; require-trusted-types-for 'script'";

  // GraphiQL writes scripts and styles into its page.
  private static final String POLICY_OF_GRAPHQL_UI =
      "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self'"
          + " 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:;"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final int AFTER_THE_GUARD = 100;

  void register(@Observes Router router) {
    for (String view : VIEWS) {
      router.get(view).handler(FrontPage::showThePage);
      router.get(view + "/*").handler(FrontPage::showThePage);
    }
  }

  void protect(@Observes Filters filters) {
    filters.register(FrontPage::addHeaders, AFTER_THE_GUARD);
  }

  private static void showThePage(RoutingContext request) {
    request.reroute("/");
  }

  private static void addHeaders(RoutingContext request) {
    var path = String.valueOf(request.normalizedPath());
    request.addHeadersEndHandler(_ -> {
      var headers = request.response().headers();
      headers.set(
          "Content-Security-Policy", path.startsWith(GRAPHQL_UI) ? POLICY_OF_GRAPHQL_UI : POLICY);
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cross-Origin-Opener-Policy", "same-origin");
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
      // Assets have the hash of their content in their names; nothing else may be kept.
      headers.set(
          HttpHeaders.CACHE_CONTROL,
          path.startsWith(ASSETS) ? "public, max-age=31536000, immutable" : "no-store");
    });
    request.next();
  }
}
