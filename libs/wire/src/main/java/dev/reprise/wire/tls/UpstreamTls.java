// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.tls;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;

/**
 * The client side of TLS towards the real servers: trusts the JDK's roots and the authorities that
 * were named, checks the host name, and asks for HTTP/1.1.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public final class UpstreamTls {

  private final SslContext context;
  private final boolean verifies;

  private UpstreamTls(SslContext context, boolean verifies) {
    this.context = context;
    this.verifies = verifies;
  }

  /**
   * Trusts the JDK's roots and more.
   *
   * @param authorities PEM files of the authorities to trust besides
   * @throws AppException if one of the files cannot be read
   */
  public static UpstreamTls trusting(List<Path> authorities) {
    try {
      var trust = TrustedRoots.withJdkRootsAnd(authorities).trustManagers();
      return new UpstreamTls(client().trustManager(trust).build(), true);
    } catch (IOException | GeneralSecurityException e) {
      throw new AppException(
          ErrorKind.USER,
          "UPSTREAM_CA_UNREADABLE",
          "The upstream authorities " + authorities + " cannot be read: " + e.getMessage(),
          "Name PEM files with certificates.",
          Map.of(),
          e);
    }
  }

  /**
   * Trusts the JDK's roots and more.
   *
   * @param authorities PEM texts of the authorities to trust besides
   * @throws AppException if one of the texts holds no certificate
   */
  public static UpstreamTls trustingTexts(List<String> authorities) {
    try {
      var certificates = new ArrayList<X509Certificate>();
      for (String authority : authorities) {
        certificates.addAll(Pem.parseCertificates(authority));
      }
      var trust = TrustedRoots.withJdkRootsAndCertificates(certificates).trustManagers();
      return new UpstreamTls(client().trustManager(trust).build(), true);
    } catch (IOException | GeneralSecurityException e) {
      throw new AppException(
          ErrorKind.USER,
          "AUTHORITY_UNREADABLE",
          "One of the authorities to trust cannot be read as a certificate: " + e.getMessage(),
          "Give PEM texts: what stands in a .pem file, with its BEGIN and END lines.",
          Map.of(),
          e);
    }
  }

  /** Trusts anybody: only for who asked for it. */
  public static UpstreamTls unverified() {
    try {
      return new UpstreamTls(
          client().trustManager(InsecureTrustManagerFactory.INSTANCE).build(), false);
    } catch (SSLException e) {
      throw new AssertionError("a client context needs no key", e);
    }
  }

  /** The handler of one connection to a host. */
  public SslHandler newHandler(ByteBufAllocator allocator, String host, int port) {
    SslHandler handler = context.newHandler(allocator, host, port);
    var engine = handler.engine();
    var parameters = engine.getSSLParameters();
    if (verifies) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    if (!host.contains(":") && !host.matches("[0-9.]+")) {
      parameters.setServerNames(List.of(new SNIHostName(host)));
    }
    engine.setSSLParameters(parameters);
    return handler;
  }

  private static SslContextBuilder client() {
    return SslContextBuilder.forClient()
        .sslProvider(SslProvider.JDK)
        .applicationProtocolConfig(LeafMint.http1Only());
  }
}
