// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Sends people who open the service in a browser to the page that is for them. */
@ApplicationScoped
public class FrontPage {

  private static final String GRAPHQL_UI = "/q/graphql-ui/";

  void register(@Observes Router router) {
    router
        .get("/")
        .handler(request ->
            request
                .response()
                .setStatusCode(302)
                .putHeader(HttpHeaders.LOCATION, GRAPHQL_UI)
                .end());
  }
}
