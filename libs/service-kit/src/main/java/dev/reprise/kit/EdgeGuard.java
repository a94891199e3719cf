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
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 *   <li>Where a token is set it must be shown: as a bearer token, or by the session that one visit
 *       with {@code ?code=…} ({@link SignIns}) or {@code ?token=…} leaves in a browser's cookie.
 * </ul>
 *
 * <p>Health checks and {@code reprise.open-paths} (pages without data) need no token. gRPC requests
 * are checked by {@link TokenInterceptor}.
 *
 * <p>Cookies are not kept apart by port, and a recorded application may well listen on another port
 * of this machine: so the cookie is sent to {@code reprise.session-path} only, its name holds our
 * port, and it never is the token itself.
 *
 * <p><b>Threads:</b> runs on event loops and never blocks.
 */
@ApplicationScoped
public class EdgeGuard {

  private static final int PRIORITY = 10_000;
  private static final String COOKIE = "reprise_session";
  private static final String ROLE = EdgeGuard.class.getName() + ".role";
  private static final String HEALTH = "/q/health";

  private final Access access;
  private final SignIns signIns;
  private final Sessions sessions;
  private final EdgeSettings settings;

  EdgeGuard(Access access, SignIns signIns, EdgeSettings settings) {
    this.access = access;
    this.signIns = signIns;
    this.sessions = new Sessions(access, Clock.systemUTC());
    this.settings = settings;
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
    if (request.method().equals(HttpMethod.GET) && isSigningIn(context)) {
      return;
    }
    var role =
        access
            .roleOf(request.getHeader(HttpHeaders.AUTHORIZATION))
            .or(() ->
                Optional.ofNullable(request.getCookie(cookieName(request)))
                    .flatMap(cookie -> sessions.roleOf(cookie.getValue())));
    if (role.isPresent()) {
      context.put(ROLE, role.get());
      context.next();
    } else if (isOpen(request)) {
      context.next();
    } else {
      context.response().putHeader("WWW-Authenticate", "Bearer");
      refuse(context, 401, "TOKEN_NEEDED", "send 'Authorization: Bearer <reprise.token>'");
    }
  }

  private boolean isSigningIn(RoutingContext context) {
    var code = context.request().getParam("code");
    if (code != null) {
      // Also when it is worthless: the page then says that it needs a session.
      rememberInTheBrowser(context, signIns.redeem(code));
      return true;
    }
    var role =
        Optional.ofNullable(context.request().getParam("token")).flatMap(access::roleOfToken);
    if (role.isPresent()) {
      rememberInTheBrowser(context, role);
    }
    return role.isPresent();
  }

  // The redirect takes the secret out of the address, and so out of histories and referrers.
  private void rememberInTheBrowser(RoutingContext context, Optional<Role> role) {
    var request = context.request();
    role.flatMap(sessions::begin)
        .map(session ->
            Cookie.cookie(cookieName(request), session)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure(request.isSSL())
                .setMaxAge(Sessions.LIFE.toSeconds())
                .setPath(settings.sessionPath()))
        .ifPresent(context.response()::addCookie);
    context
        .response()
        .setStatusCode(303)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(HttpHeaders.LOCATION, withoutSecrets(request))
        .end();
  }

  private static String withoutSecrets(HttpServerRequest request) {
    // A path that begins with two slashes would lead to another host.
    var path = "/" + String.valueOf(request.path()).replaceFirst("^/+", "");
    var query = request.query();
    if (query == null) {
      return path;
    }
    var rest =
        Stream.of(query.split("&", -1))
            .filter(parameter -> !parameter.startsWith("code=") && !parameter.startsWith("token="))
            .collect(Collectors.joining("&"));
    return rest.isEmpty() ? path : path + "?" + rest;
  }

  private static String cookieName(HttpServerRequest request) {
    var authority = request.authority();
    return authority == null || authority.port() < 0 ? COOKIE : COOKIE + "_" + authority.port();
  }

  private boolean isOpen(HttpServerRequest request) {
    var path = request.path();
    return path != null
        && (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD))
        && settings.isOpen(path);
  }

  private boolean isHostAllowed(HttpServerRequest request) {
    var authority = request.authority();
    if (authority == null) {
      return !access.isLocal();
    }
    var host = authority.host().toLowerCase(Locale.ROOT);
    if (settings.allowedHosts().contains(host)) {
      return true;
    }
    return access.isLocal() ? Loopback.isLoopback(host) : settings.allowedHosts().isEmpty();
  }

  private boolean isOriginAllowed(HttpServerRequest request) {
    var origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null || settings.allowedOrigins().contains(origin)) {
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
