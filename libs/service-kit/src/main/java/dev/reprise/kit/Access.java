// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who a token speaks for. Without any token set everyone is an admin, which is refused at the start
 * unless the service listens on loopback only.
 *
 * <p><b>Threads:</b> immutable.
 */
@ApplicationScoped
public class Access {

  private final Map<Role, byte[]> tokens = new EnumMap<>(Role.class);
  private final boolean local;
  private final String listenHost;

  /**
   * @param token {@code reprise.token}: admins, and the parts of Reprise among themselves
   * @param editorToken {@code reprise.editor-token}
   * @param viewerToken {@code reprise.viewer-token}
   * @param listenHost where the service listens; loopback makes it local
   */
  Access(
      @ConfigProperty(name = "reprise.token") Optional<String> token,
      @ConfigProperty(name = "reprise.editor-token") Optional<String> editorToken,
      @ConfigProperty(name = "reprise.viewer-token") Optional<String> viewerToken,
      @ConfigProperty(name = "quarkus.http.host") String listenHost) {
    token.ifPresent(text -> put(Role.ADMIN, text));
    editorToken.ifPresent(text -> put(Role.EDITOR, text));
    viewerToken.ifPresent(text -> put(Role.VIEWER, text));
    this.listenHost = listenHost;
    this.local = Loopback.isLoopback(listenHost);
  }

  void refuseToBeOpenToTheNetwork(@Observes StartupEvent event) {
    if (tokens.isEmpty() && !local) {
      throw new IllegalStateException(
          "Without reprise.token the service may listen on loopback only, but quarkus.http.host is '"
              + listenHost
              + "'. Set reprise.token, or listen on 127.0.0.1.");
    }
  }

  /** Whether the service listens on loopback only. */
  public boolean isLocal() {
    return local;
  }

  /** Whether callers must show a token. */
  public boolean needsToken() {
    return !tokens.isEmpty();
  }

  /** Whom a bare token speaks for; compared in constant time. */
  Optional<Caller> callerOfToken(String token) {
    var shown = token.getBytes(StandardCharsets.UTF_8);
    Optional<Caller> found = Optional.empty();
    for (var entry : tokens.entrySet()) {
      if (MessageDigest.isEqual(entry.getValue(), shown)) {
        found = Optional.of(holderOf(entry.getKey()));
      }
    }
    return found;
  }

  /** Whoever holds the token of a role. */
  static Caller holderOf(Role role) {
    var name = "token:" + role.name().toLowerCase(Locale.ROOT);
    return new Caller(name, role, Set.of(), Optional.empty(), role == Role.ADMIN);
  }

  /** The token of a role, to sign with. */
  Optional<byte[]> tokenOf(Role role) {
    return Optional.ofNullable(tokens.get(role));
  }

  private void put(Role role, String token) {
    if (!token.isBlank()) {
      tokens.put(role, token.strip().getBytes(StandardCharsets.UTF_8));
    }
  }
}
