// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.tls;

import io.netty.handler.ssl.SslContext;
import java.util.concurrent.CompletableFuture;

/**
 * As whom TLS is ended for clients.
 *
 * <p><b>Threads:</b> thread-safe.
 */
@FunctionalInterface
public interface ServerIdentity {

  /** Nobody: TLS cannot be ended for any name. */
  ServerIdentity NONE =
      host ->
          CompletableFuture.failedFuture(
              new IllegalStateException("there is no certificate for any host"));

  /**
   * The server side of TLS for a name.
   *
   * @param host a name or address, in lower case
   * @return completes on any thread; fails where TLS cannot be ended for that name
   */
  CompletableFuture<SslContext> contextFor(String host);
}
