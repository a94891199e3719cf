// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.cluster.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * fabric8's mock with Reprise in it as it should be, and with what the mock lacks: its version,
 * access reviews, and services behind the API server's proxy. Tests then break one thing of it.
 */
public final class SickCluster implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesMockServer server;
  private final KubernetesClient client;

  /** What the API server says of itself. */
  String minor = "36";

  /** Rights that nobody has, e.g. {@code create trafficreplays}. */
  final Set<String> missing = new HashSet<>();

  /** Parts of paths that are answered with 403. */
  final Set<String> forbidden = new HashSet<>();

  /** Parts of paths behind which nothing answers. */
  final Set<String> silent = new HashSet<>();

  /** A healthy one whose webhook is trusted by this certificate. */
  public SickCluster(String authority) {
    server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new Dispatcher(), false);
    server.init();
    client = server.createClient();
    for (String file : List.of("trafficreplays", "trafficcaptures")) {
      Manifests.of(file + ".reprise.dev.yaml", client).forEach(this::put);
    }
    namespace("reprise", Map.of("pod-security.kubernetes.io/enforce", "restricted"));
    namespace("shop", Map.of());
    for (String part : List.of("ingest", "query", "snapshot", "orchestrator")) {
      put(
          new ServiceBuilder()
              .withNewMetadata()
              .withName("reprise-" + part)
              .withNamespace("reprise")
              .endMetadata()
              .build());
      put(
          new PodBuilder()
              .withNewMetadata()
              .withName(part + "-1")
              .withNamespace("reprise")
              .addToLabels("part.reprise.dev/" + part, "true")
              .endMetadata()
              .withNewStatus()
              .endStatus()
              .build());
    }
    trust(authority);
  }

  /** A client of it. */
  public KubernetesClient client() {
    return client;
  }

  /** Puts a resource there, in place of one of its name. */
  void put(HasMetadata resource) {
    client.resource(resource).createOr(there -> there.update());
  }

  /** Labels a namespace, whatever it had. */
  void namespace(String name, Map<String, String> labels) {
    put(
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(name)
            .withLabels(labels)
            .endMetadata()
            .build());
  }

  /** Tells the API server of the webhook. */
  void trust(String authority) {
    put(
        new MutatingWebhookConfigurationBuilder()
            .withNewMetadata()
            .withName("reprise-inject")
            .endMetadata()
            .addNewWebhook()
            .withName("pods.inject.reprise.dev")
            .withNewClientConfig()
            .withCaBundle(
                Base64.getEncoder().encodeToString(authority.getBytes(StandardCharsets.US_ASCII)))
            .withNewService()
            .withName("reprise-webhook")
            .withNamespace("reprise")
            .endService()
            .endClientConfig()
            .endWebhook()
            .build());
  }

  /** Ends the API server; clients stay. */
  void shutDown() {
    server.destroy();
  }

  @Override
  public void close() {
    client.close();
    server.destroy();
  }

  private final class Dispatcher extends KubernetesCrudDispatcher {

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      String path = request.getPath();
      if (forbidden.stream().anyMatch(path::contains)) {
        return answer(403, "{\"kind\":\"Status\",\"message\":\"not you\",\"code\":403}");
      }
      if (path.contains("/proxy/")) {
        return silent.stream().anyMatch(path::contains)
            ? answer(503, "no endpoints")
            : answer(200, "ready");
      }
      if (path.equals("/version")) {
        return answer(
            200,
            "{\"major\":\"1\",\"minor\":\"%s\",\"gitVersion\":\"v1.%s.2\",\"buildDate\":\"2026-01-01T00:00:00Z\"}"
                .formatted(minor, minor));
      }
      return path.contains("accessreviews") ? review(request) : super.dispatch(request);
    }

    private MockResponse review(RecordedRequest request) {
      try {
        var body = (ObjectNode) JSON.readTree(request.getUtf8Body());
        var asked = body.at("/spec/resourceAttributes");
        String right = asked.path("verb").asText() + " " + asked.path("resource").asText();
        boolean isOperator =
            body.at("/spec/user").asText().equals("system:serviceaccount:reprise:reprise-operator");
        body.putObject("status")
            .put("allowed", !missing.contains((isOperator ? "operator: " : "") + right));
        return answer(201, body.toString());
      } catch (JsonProcessingException e) {
        return answer(400, String.valueOf(e.getMessage()));
      }
    }
  }

  private static MockResponse answer(int code, String body) {
    return new MockResponse().setResponseCode(code).setBody(body);
  }
}
