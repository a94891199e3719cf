// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;

/**
 * Makes server certificates for the names that clients ask for, signed by the {@link
 * LocalAuthority}, and offers HTTP/1.1 with them.
 *
 * <p><b>Threads:</b> thread-safe; certificates are signed on the executor (about a millisecond
 * each), never on the caller's thread.
 *
 * <p><b>Bounds:</b> the names asked for last are remembered; one key serves all of them.
 */
public final class LeafMint implements ServerIdentity {

  private static final int REMEMBERED = 1024;

  private final LocalAuthority authority;
  private final Executor executor;
  private final KeyPair keys;
  private final Map<String, CompletableFuture<SslContext>> contexts =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<String, CompletableFuture<SslContext>> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Makes the key that all certificates of this mint share. */
  public LeafMint(LocalAuthority authority, Executor executor) {
    this.authority = authority;
    this.executor = executor;
    try {
      this.keys = Certificates.newKeys();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has EC keys on P-256", e);
    }
  }

  /**
   * The server side of TLS for a name.
   *
   * @param host a name or address, in lower case
   * @return completes on the executor, or has completed before; fails for a name that no
   *     certificate can be made for
   */
  @Override
  public CompletableFuture<SslContext> contextFor(String host) {
    synchronized (contexts) {
      var known = contexts.get(host);
      if (known != null && !known.isCompletedExceptionally()) {
        return known;
      }
      var made = CompletableFuture.supplyAsync(() -> mint(host), executor);
      contexts.put(host, made);
      return made;
    }
  }

  private SslContext mint(String host) {
    try {
      var leaf = Certificates.leaf(authority, keys.getPublic(), host);
      return SslContextBuilder.forServer(keys.getPrivate(), leaf, authority.certificate())
          .sslProvider(SslProvider.JDK)
          .applicationProtocolConfig(http1Only())
          .build();
    } catch (GeneralSecurityException | SSLException e) {
      throw new CompletionException(e);
    }
  }

  static ApplicationProtocolConfig http1Only() {
    return new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        "http/1.1");
  }
}
