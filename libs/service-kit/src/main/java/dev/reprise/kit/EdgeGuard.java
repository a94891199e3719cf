// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Decides which HTTP requests come in at all, before anything is done for them.
 *
 * <ul>
 *   <li>The Host header must name this machine when the service listens on loopback (or one of
 *       {@code reprise.allowed-hosts}), so that a page cannot reach it through a name server that
 *       points its own name at 127.0.0.1.
 *   <li>An Origin header must be the service's own (or one of {@code reprise.allowed-origins}), so
 *       that no other page drives it.
 *   <li>Where a token is set it must be shown: as a bearer token, or in the cookie that one visit
 *       with {@code ?token=…} leaves in a browser.
 * </ul>
 *
 * <p>Health checks need no token. gRPC requests are checked by {@link TokenInterceptor}.
 *
 * <p><b>Threads:</b> runs on event loops and never blocks.
 */
@ApplicationScoped
public class EdgeGuard {

  private static final int PRIORITY = 10_000;
  private static final String COOKIE = "reprise_token";
  private static final String ROLE = EdgeGuard.class.getName() + ".role";
  private static final String HEALTH = "/q/health";

  private final Access access;
  private final List<String> allowedHosts;
  private final List<String> allowedOrigins;

  EdgeGuard(
      Access access,
      @ConfigProperty(name = "reprise.allowed-hosts") Optional<List<String>> allowedHosts,
      @ConfigProperty(name = "reprise.allowed-origins") Optional<List<String>> allowedOrigins) {
    this.access = access;
    this.allowedHosts = allowedHosts.orElse(List.of());
    this.allowedOrigins = allowedOrigins.orElse(List.of());
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, PRIORITY);
  }

  /** The role of the caller of a request that came through here. */
  public static Role roleOf(@Nullable RoutingContext request) {
    Role role = request == null ? null : request.get(ROLE);
    return role == null ? Role.VIEWER : role;
  }

  private void check(RoutingContext context) {
    var request = context.request();
    if (!isHostAllowed(request)) {
      refuse(context, 403, "HOST_NOT_ALLOWED", "this service does not answer to this Host header");
    } else if (!isOriginAllowed(request)) {
      refuse(
          context, 403, "ORIGIN_NOT_ALLOWED", "pages of another origin may not use this service");
    } else if (isGrpc(request) || isHealth(request)) {
      context.next();
    } else {
      checkToken(context);
    }
  }

  private void checkToken(RoutingContext context) {
    var request = context.request();
    var linked = request.getParam("token");
    if (linked != null
        && request.method().equals(HttpMethod.GET)
        && access.roleOfToken(linked).isPresent()) {
      rememberInTheBrowser(context, linked);
      return;
    }
    var role =
        access
            .roleOf(request.getHeader(HttpHeaders.AUTHORIZATION))
            .or(() -> Optional.ofNullable(request.getCookie(COOKIE)).flatMap(this::roleOf));
    if (role.isPresent()) {
      context.put(ROLE, role.get());
      context.next();
    } else {
      context.response().putHeader("WWW-Authenticate", "Bearer");
      refuse(context, 401, "TOKEN_NEEDED", "send 'Authorization: Bearer <reprise.token>'");
    }
  }

  private Optional<Role> roleOf(Cookie cookie) {
    return access.roleOfToken(cookie.getValue());
  }

  // The redirect takes the token out of the address, and so out of histories and referrers.
  private static void rememberInTheBrowser(RoutingContext context, String token) {
    context
        .response()
        .addCookie(
            Cookie.cookie(COOKIE, token)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure(context.request().isSSL())
                .setPath("/"))
        .setStatusCode(303)
        .putHeader(HttpHeaders.LOCATION, context.request().path())
        .end();
  }

  private boolean isHostAllowed(HttpServerRequest request) {
    var authority = request.authority();
    if (authority == null) {
      return !access.isLocal();
    }
    var host = authority.host().toLowerCase(Locale.ROOT);
    if (allowedHosts.contains(host)) {
      return true;
    }
    return access.isLocal() ? Loopback.isLoopback(host) : allowedHosts.isEmpty();
  }

  private boolean isOriginAllowed(HttpServerRequest request) {
    var origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null || allowedOrigins.contains(origin)) {
      return true;
    }
    try {
      var own = request.authority();
      return own != null && own.toString().equalsIgnoreCase(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return false; // "null" parses, garbage does not; neither is ours
    }
  }

  private static boolean isGrpc(HttpServerRequest request) {
    var type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null && type.startsWith("application/grpc");
  }

  private static boolean isHealth(HttpServerRequest request) {
    var path = request.path();
    return path != null && (path.equals(HEALTH) || path.startsWith(HEALTH + "/"));
  }

  private static void refuse(RoutingContext context, int status, String code, String message) {
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(new JsonObject().put("code", code).put("message", message).encode());
  }
}
