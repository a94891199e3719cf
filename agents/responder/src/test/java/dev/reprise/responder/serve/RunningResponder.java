// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixtures.Wire;
import dev.reprise.responder.book.MockBook;
import dev.reprise.responder.serve.ResponderServer.Place;
import dev.reprise.standins.Tape;
import dev.reprise.traffic.config.TestConfig;
import dev.reprise.traffic.snapshot.SnapshotFile;
import dev.reprise.wire.door.DoorSettings;
import dev.reprise.wire.tls.LocalAuthority;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A responder that answers from a tape, and its clients. */
final class RunningResponder implements AutoCloseable, Journal {

  /** How long a test waits for what must come. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  private final LinkedBlockingQueue<ServedCall> served = new LinkedBlockingQueue<>();
  private final SnapshotFile snapshot;
  private final ResponderServer server;
  private final SSLContext trust;
  private final HttpClient client;

  private RunningResponder(
      SnapshotFile snapshot, LocalAuthority authority, TestConfig.Mocks config, DoorSettings limits)
      throws IOException, GeneralSecurityException {
    this.snapshot = snapshot;
    var mocks = new Mocks(MockBook.ofOneWalk(snapshot, "", (_, _) -> {}), config);
    this.server =
        ResponderServer.start(
            new Place(ResponderServer.LOOPBACK, 0, limits), authority, mocks, this);
    this.trust = trusting(authority);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(ProxySelector.of(new InetSocketAddress(server.host(), server.port())))
            .sslContext(trust)
            .build();
  }

  static RunningResponder of(Tape tape, Path folder, TestConfig.Mocks config)
      throws IOException, GeneralSecurityException {
    return of(tape, folder, config, DoorSettings.DEFAULT);
  }

  static RunningResponder of(Tape tape, Path folder, TestConfig.Mocks config, DoorSettings limits)
      throws IOException, GeneralSecurityException {
    return new RunningResponder(
        tape.snapshot(folder), LocalAuthority.in(folder.resolve("ca")), config, limits);
  }

  private static SSLContext trusting(LocalAuthority authority)
      throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("ca", authority.certificate());
    var roots = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    roots.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, roots.getTrustManagers(), null);
    return context;
  }

  int port() {
    return server.port();
  }

  /** Trusts the responder's authority, and nobody else. */
  SSLContext trust() {
    return trust;
  }

  /** Has it as its proxy. */
  HttpClient client() {
    return client;
  }

  /** A connection to it. */
  Wire wire() throws IOException {
    return Wire.to(port());
  }

  /** Everything that comes back until the connection ends. */
  String raw(String request) throws IOException {
    try (var wire = wire()) {
      return wire.send(request).readAll();
    }
  }

  /** The next call that it has answered. */
  ServedCall next() throws InterruptedException {
    var call = served.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(call).isNotNull();
    return call;
  }

  @Override
  public void served(ServedCall call) {
    served.add(call);
  }

  @Override
  public boolean isCrowded() {
    return false;
  }

  @Override
  public void close() {
    client.close();
    server.close();
    snapshot.close();
  }
}
