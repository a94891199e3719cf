// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
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
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
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
 *   <li>Where a token is set the caller must show it or an API key: as a bearer token, or by the
 *       session that one visit with {@code ?code=…} ({@link SignIns}) or {@code ?token=…} leaves in
 *       a browser's cookie, until {@code POST /sign-out} takes it away.
 * </ul>
 *
 * <p>Health checks and {@code reprise.open-paths} (pages without data) need no token. gRPC requests
 * are decided on by {@link CallGuard}; who makes them is found out here, where one can wait.
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
  private static final String CALLER = EdgeGuard.class.getName() + ".caller";
  private static final String SIGN_OUT = "/sign-out";
  private static final String HEALTH = "/q/health";

  private final Access access;
  private final SignIns signIns;
  private final Callers callers;
  private final EdgeSettings settings;

  EdgeGuard(Access access, SignIns signIns, Callers callers, EdgeSettings settings) {
    this.access = access;
    this.signIns = signIns;
    this.callers = callers;
    this.settings = settings;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, PRIORITY);
  }

  /**
   * The caller of a request that came through here.
   *
   * @throws AppException of kind FORBIDDEN where nobody has proved to be one
   */
  public static Caller callerOf(@Nullable RoutingContext request) {
    Caller caller = request == null ? null : request.get(CALLER);
    if (caller == null) {
      throw new AppException(
          ErrorKind.FORBIDDEN,
          "CALLER_UNKNOWN",
          "It is not known who calls.",
          "Send 'Authorization: Bearer KEY' with an API key or a token.");
    }
    return caller;
  }

  private void check(RoutingContext context) {
    var request = context.request();
    if (!isHostAllowed(request)) {
      refuse(context, 403, "HOST_NOT_ALLOWED", "this service does not answer to this Host header");
    } else if (!isOriginAllowed(request)) {
      refuse(
          context, 403, "ORIGIN_NOT_ALLOWED", "pages of another origin may not use this service");
    } else if (isHealth(request)) {
      context.next();
    } else if (isGrpc(request)) {
      // CallGuard decides; here it is only found out who calls.
      onceKnown(
          context,
          callers.identify(request.getHeader(HttpHeaders.AUTHORIZATION)),
          _ -> context.next());
    } else {
      checkCaller(context);
    }
  }

  private void checkCaller(RoutingContext context) {
    var request = context.request();
    if (request.method().equals(HttpMethod.GET) && isSigningIn(context)) {
      return;
    }
    if (request.method().equals(HttpMethod.POST) && SIGN_OUT.equals(request.path())) {
      signOut(context);
      return;
    }
    var session = request.getCookie(cookieName(request));
    var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    onceKnown(
        context,
        authorization == null && session != null && access.needsToken()
            ? callers.identifySession(session.getValue())
            : callers.identify(authorization),
        identity -> decide(context, identity));
  }

  private void decide(RoutingContext context, Identity identity) {
    switch (identity) {
      case Identity.Known(var caller) -> {
        context.put(CALLER, caller);
        context.next();
      }
      case Identity.Stranger(var reason) when !isOpen(context.request()) -> {
        context.response().putHeader("WWW-Authenticate", "Bearer");
        refuse(
            context,
            401,
            "TOKEN_NEEDED",
            reason + " Send 'Authorization: Bearer KEY' with an API key or a token.");
      }
      case Identity.Untold(var reason) when !isOpen(context.request()) ->
          refuse(context, 503, "KEY_UNCHECKED", reason + " Try again.");
      case Identity.Stranger _, Identity.Untold _ -> context.next();
    }
  }

  private boolean isSigningIn(RoutingContext context) {
    var code = context.request().getParam("code");
    if (code != null) {
      // Also when it is worthless: the page then says that it needs a session.
      rememberInTheBrowser(context, signIns.redeem(code).flatMap(callers::beginSession));
      return true;
    }
    var secret = context.request().getParam("token");
    if (secret == null) {
      return false;
    }
    onceKnown(
        context,
        callers.beginSession(secret.strip()),
        session -> {
          if (session.isPresent()) {
            rememberInTheBrowser(context, session);
          } else {
            decide(context, new Identity.Stranger("What was shown lets nobody in."));
          }
        });
    return true;
  }

  // The answer may come on any thread; a request goes on where it was.
  private static <T> void onceKnown(RoutingContext context, Uni<T> found, Consumer<T> then) {
    var here = context.vertx().getOrCreateContext();
    found
        .subscribe()
        .with(item -> {
          if (here.equals(Vertx.currentContext())) {
            then.accept(item);
          } else {
            here.runOnContext(_ -> then.accept(item));
          }
        });
  }

  // The redirect takes the secret out of the address, and so out of histories and referrers.
  private void rememberInTheBrowser(RoutingContext context, Optional<String> session) {
    var request = context.request();
    session
        .map(value -> cookie(request, value).setMaxAge(Sessions.LIFE.toSeconds()))
        .ifPresent(context.response()::addCookie);
    context
        .response()
        .setStatusCode(303)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(HttpHeaders.LOCATION, withoutSecrets(request))
        .end();
  }

  private void signOut(RoutingContext context) {
    context
        .response()
        .addCookie(cookie(context.request(), "").setMaxAge(0))
        .setStatusCode(204)
        .end();
  }

  private Cookie cookie(HttpServerRequest request, String value) {
    return Cookie.cookie(cookieName(request), value)
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.STRICT)
        .setSecure(request.isSSL())
        .setPath(settings.sessionPath());
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
