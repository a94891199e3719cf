// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import dev.reprise.wire.tls.LeafMint;
import dev.reprise.wire.tls.LocalAuthority;
import dev.reprise.wire.tls.TrustedRoots;
import io.netty.handler.ssl.JdkSslContext;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Both ends of TLS around a proxy: a server of {@code a.test}, and a client that trusts the proxy.
 */
final class TlsPeers {

  private final LocalAuthority authority;
  private final SSLContext ofServer;
  private final SSLContext ofClient;

  /**
   * @param serverDirectory of the authority that signs the server's certificate
   * @param caDirectory of the authority that the client trusts
   */
  TlsPeers(Path serverDirectory, Path caDirectory) throws Exception {
    authority = LocalAuthority.in(serverDirectory);
    var context = new LeafMint(authority, Runnable::run).contextFor("a.test").get();
    ofServer = ((JdkSslContext) context).context();
    var trusted = List.of(LocalAuthority.in(caDirectory).certificateFile());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(TrustedRoots.withJdkRootsAnd(trusted).keyStore());
    ofClient = SSLContext.getInstance("TLS");
    ofClient.init(null, trust.getTrustManagers(), null);
  }

  /** The certificate of the server's authority. */
  Path authorityFile() {
    return authority.certificateFile();
  }

  /** The server's end. */
  Wire accept(Socket accepted) throws IOException {
    var socket = (SSLSocket) ofServer.getSocketFactory().createSocket(accepted, null, -1, true);
    socket.setUseClientMode(false);
    return new Wire(socket, accepted);
  }

  /** The client's end. */
  Wire over(Wire connection, String serverName) throws IOException {
    var socket =
        (SSLSocket)
            ofClient.getSocketFactory().createSocket(connection.socket, serverName, 443, true);
    var parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(serverName)));
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return new Wire(socket, connection.socket);
  }
}
