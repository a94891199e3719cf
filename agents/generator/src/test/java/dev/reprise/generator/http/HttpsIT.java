// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixtures.ScriptedServer;
import dev.reprise.generator.http.Exchange.Answered;
import dev.reprise.generator.http.Exchange.Failed;
import dev.reprise.generator.http.Exchange.Result;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Request;
import dev.reprise.wire.net.Transport;
import dev.reprise.wire.tls.LeafMint;
import dev.reprise.wire.tls.LocalAuthority;
import dev.reprise.wire.tls.UpstreamTls;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.JdkSslContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets that are reached by https. */
class HttpsIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final EventLoopGroup group = Transport.best().newLoops(1, "test");

  @AfterEach
  void close() {
    var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private ScriptedServer server(String host, ScriptedServer.Script script) throws Exception {
    var authority = LocalAuthority.in(folder.resolve("ca"));
    var context = (JdkSslContext) new LeafMint(authority, Runnable::run).contextFor(host).get();
    return ScriptedServer.start(context.context().getServerSocketFactory(), script);
  }

  private ScriptedServer server(String host) throws Exception {
    return server(
        host,
        (_, wire) -> {
          wire.readMessage();
          wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        });
  }

  private String authority() throws Exception {
    return Files.readString(LocalAuthority.in(folder.resolve("ca")).certificateFile(), US_ASCII);
  }

  private Result get(int port, List<String> authorities, Duration connect) throws Exception {
    var client =
        new HttpClient(
            group.next(),
            new ClientSettings(4, 10, connect, LIMIT, 1_000),
            UpstreamTls.trustingTexts(authorities),
            System::nanoTime);
    var target = Target.parse("https://127.0.0.1:" + port);
    var request =
        new Outgoing(target, false, Map.of())
            .of(
                new Request(
                    "GET",
                    "https",
                    "shop.test",
                    "/",
                    "HTTP/1.1",
                    Headers.EMPTY,
                    Body.EMPTY,
                    Headers.EMPTY));
    var result = new CompletableFuture<Result>();
    group.next().execute(() -> client.send(new Exchange(target, request, result::complete)));
    try {
      return result.get(60, TimeUnit.SECONDS);
    } finally {
      group.next().submit(client::close).sync();
    }
  }

  @Test
  void answersComeFromAServerWhoseAuthorityIsTrusted() throws Exception {
    try (var server = server("127.0.0.1")) {
      var result = get(server.port(), List.of(authority()), LIMIT);

      assertThat(result).isInstanceOf(Answered.class);
    }
  }

  @Test
  void nothingIsSentToAServerThatNobodyVouchesFor() throws Exception {
    try (var server = server("127.0.0.1")) {
      var result = get(server.port(), List.of(), LIMIT);

      assertThat(((Failed) result).reason())
          .startsWith("no connection: TLS failed: ")
          .contains("unable to find valid certification path");
      assertThat(result.moments().sentNanos()).isZero();
    }
  }

  @Test
  void nothingIsSentToAServerOfAnotherName() throws Exception {
    try (var server = server("elsewhere.test")) {
      var result = get(server.port(), List.of(authority()), LIMIT);

      assertThat(((Failed) result).reason()).startsWith("no connection: TLS failed: ");
    }
  }

  @Test
  void saysThatTheServerSpeaksNoTls() throws Exception {
    try (var plain =
        ScriptedServer.start((_, wire) -> wire.send("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
      var result = get(plain.port(), List.of(), LIMIT);

      assertThat(((Failed) result).reason())
          .startsWith("no connection: TLS failed: not an SSL/TLS record");
    }
  }

  @Test
  void aHandshakeThatIsNeverAnsweredEndsWithItsTime() throws Exception {
    var over = new CountDownLatch(1);
    try (var still = ScriptedServer.start((_, _) -> over.await())) {
      var result = get(still.port(), List.of(), Duration.ofMillis(300));

      assertThat(((Failed) result).reason()).contains("handshake timed out");
      over.countDown();
    }
  }
}
