// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.reprise.orchestrator.operator.cluster.MemoryCluster;
import dev.reprise.orchestrator.operator.cluster.TestConfig;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The webhook as an API server meets it: by what its configuration says, over real TLS. */
class WebhookTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String POD =
      "{\"metadata\": {\"name\": \"p\"}, \"spec\": {\"containers\": [{\"name\": \"c\"}]}}";

  private final MemoryCluster cluster = new MemoryCluster();
  private final Vertx vertx = Vertx.vertx();
  private final Webhook webhook =
      new Webhook(
          vertx,
          cluster.clientFor("webhook"),
          TestConfig.with(
              Map.of(
                  "webhook.port", "0",
                  "webhook.listen", "127.0.0.1",
                  "webhook.look", "PT0.05S",
                  "namespaces", "shop,cart",
                  "poll", "PT1S")),
          Clock.systemUTC());

  @BeforeEach
  void start() {
    webhook.start();
    await().atMost(LIMIT).until(() -> webhook.port() != 0);
  }

  @AfterEach
  void close() throws Exception {
    webhook.close();
    vertx.close().toCompletionStage().toCompletableFuture().get();
    cluster.close();
  }

  @Test
  void isFoundAndTrustedByItsConfiguration() throws Exception {
    String answer = asked("reprise-webhook.reprise.svc", post(AdmissionTest.review(POD)));

    assertThat(answer)
        .startsWith("HTTP/1.1 200 OK\r\n")
        .containsIgnoringCase("content-type: application/json\r\n")
        .contains("\"allowed\":true", "\"patchType\":\"JSONPatch\"");
  }

  @Test
  void showsARenewedCertificateWithoutARestart() throws Exception {
    var before = configuration();
    cluster.client().secrets().inNamespace("reprise").withName("reprise-webhook-tls").delete();

    await().atMost(LIMIT).until(() -> !bundle(configuration()).equals(bundle(before)));

    await()
        .atMost(LIMIT)
        .ignoreExceptionsInstanceOf(SSLException.class)
        .until(() ->
            asked("reprise-webhook.reprise.svc", post(AdmissionTest.review(POD))).contains("200"));
  }

  @Test
  void isNotTrustedByAnotherName() {
    assertThatThrownBy(() -> asked("other.reprise.svc", post(""))).isInstanceOf(SSLException.class);
  }

  @Test
  void neverKeepsAPodFromStarting() {
    assertThat(configuration().getWebhooks())
        .hasSize(2)
        .allSatisfy(one -> {
          assertThat(one.getFailurePolicy()).isEqualTo("Ignore");
          assertThat(one.getSideEffects()).isEqualTo("None");
          assertThat(one.getReinvocationPolicy()).isEqualTo("IfNeeded");
          assertThat(one.getTimeoutSeconds()).isLessThanOrEqualTo(5);
          assertThat(one.getAdmissionReviewVersions()).containsExactly("v1");
          assertThat(one.getObjectSelector().getMatchExpressions()).isNotEmpty();
          assertThat(one.getNamespaceSelector().getMatchExpressions())
              .anySatisfy(expression -> {
                assertThat(expression.getOperator()).isEqualTo("NotIn");
                assertThat(expression.getValues()).contains("reprise", "kube-system");
              })
              .anySatisfy(expression -> {
                assertThat(expression.getOperator()).isEqualTo("In");
                assertThat(expression.getValues()).containsExactly("shop", "cart");
              });
        });
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "POST /inject | no | 400",
        "GET /inject | | 405",
        "POST /other | {} | 404",
        "GET /ready | | 200",
      })
  void saysWhatIsWrong(String line, String body, String status) throws Exception {
    String answer = asked("reprise-webhook.reprise.svc", request(line, body == null ? "" : body));

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void refusesABodyThatIsTooLarge() throws Exception {
    String answer = asked("reprise-webhook.reprise.svc", post(" ".repeat((3 << 20) + 1)));

    assertThat(answer).startsWith("HTTP/1.1 413 ");
  }

  private static String post(String body) {
    return request("POST /inject", body);
  }

  private static String request(String line, String body) {
    return line
        + " HTTP/1.1\r\nHost: reprise-webhook.reprise.svc\r\nConnection: close\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  /** Speaks to the webhook as if DNS had led there. */
  private String asked(String name, String request) throws Exception {
    try (var plain = new Socket("127.0.0.1", webhook.port());
        var socket =
            (SSLSocket)
                trust().getSocketFactory().createSocket(plain, name, webhook.port(), true)) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      var parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private SSLContext trust() throws Exception {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate authority : authorities()) {
      store.setCertificateEntry("ca-" + number++, authority);
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private Iterable<? extends Certificate> authorities() throws Exception {
    try (var in = new ByteArrayInputStream(Base64.getDecoder().decode(bundle(configuration())))) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String bundle(MutatingWebhookConfiguration configuration) {
    return configuration.getWebhooks().getFirst().getClientConfig().getCaBundle();
  }

  private MutatingWebhookConfiguration configuration() {
    return cluster
        .client()
        .admissionRegistration()
        .v1()
        .mutatingWebhookConfigurations()
        .withName(WebhookManifests.NAME)
        .get();
  }
}
