// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.fixtures.kubernetes.CrdSchema;
import dev.reprise.orchestrator.operator.api.TrafficCapture;
import dev.reprise.orchestrator.operator.api.TrafficReplay;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * fabric8's mock server in CRUD mode with what it lacks and the operator relies on: server-side
 * apply, our definitions' schemas and defaults, some of the API server's own defaults, access
 * reviews, logs. It can also stop to listen to one client for ever, right after it has carried out
 * one of its writes.
 */
public final class ApiServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NAMED =
      Pattern.compile("(/api/v1|/apis/[^/]+/[^/]+)(/namespaces/[^/]+)?/[a-z]+/[^/]+(/status)?");

  private final KubernetesMockServer server;
  private final Dispatcher dispatcher = new Dispatcher();
  private final ServerSideApply serverSideApply = new ServerSideApply();
  private final List<CrdSchema> schemas =
      List.of(
          CrdSchema.of(Path.of("../k8s/crds/trafficreplays.reprise.dev.yaml")),
          CrdSchema.of(Path.of("../k8s/crds/trafficcaptures.reprise.dev.yaml")));
  private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
  private final Set<String> dead = ConcurrentHashMap.newKeySet();
  private final Map<String, List<String>> writes = new ConcurrentHashMap<>();
  private final Map<String, Integer> limits = new ConcurrentHashMap<>();

  /** Starts one on a free port of loopback. */
  public ApiServer() {
    this.server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), dispatcher, false);
    server.init();
    dispatcher.expectCustomResource(
        CustomResourceDefinitionContext.fromCustomResourceType(TrafficReplay.class));
    dispatcher.expectCustomResource(
        CustomResourceDefinitionContext.fromCustomResourceType(TrafficCapture.class));
  }

  /** A client that is known by this name, and never tries again by itself. */
  public KubernetesClient client(String name) {
    try (var any = server.createClient()) {
      Config config =
          new ConfigBuilder(any.getConfiguration())
              .withUserAgent(name)
              .withRequestRetryBackoffLimit(0)
              .build();
      return new KubernetesClientBuilder().withConfig(config).build();
    }
  }

  /** From now on access reviews for this say no, e.g. {@code update deployments}. */
  public void forbid(String verbAndResource) {
    forbidden.add(verbAndResource);
  }

  /**
   * Nobody hears from this client again once it has written so often; the last write is carried
   * out.
   */
  public void deafenAfter(String client, int writesOfIt) {
    limits.put(client, writesOfIt);
  }

  /** Whether that has happened. */
  public boolean isDeafTo(String client) {
    return dead.contains(client);
  }

  /** What a client has written, one line each. */
  public List<String> writesOf(String client) {
    return writes.getOrDefault(client, List.of());
  }

  @Override
  public void close() {
    server.destroy();
  }

  private final class Dispatcher extends KubernetesCrudDispatcher {

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      String client = String.valueOf(request.getHeader("User-Agent"));
      synchronized (this) {
        if (dead.contains(client)) {
          return failure(503, "ServiceUnavailable", "the client is not heard any more");
        }
        var answer = answer(request);
        boolean isWrite =
            request.method() != HttpMethod.GET && !request.getPath().contains("accessreviews");
        if (isWrite && answer.code() < 300) {
          var done = writes.computeIfAbsent(client, _ -> new CopyOnWriteArrayList<>());
          done.add(request.getMethod() + " " + request.getPath().replaceAll("\\?.*", ""));
          if (done.size() == limits.getOrDefault(client, -1)) {
            dead.add(client);
            return failure(503, "ServiceUnavailable", "the client is not heard any more");
          }
        }
        return answer;
      }
    }

    private MockResponse answer(RecordedRequest request) {
      String path = request.getPath();
      try {
        if (path.contains("selfsubjectaccessreviews")) {
          return review(request);
        }
        if (path.matches(".*/pods/[^/]+/log(\\?.*)?")) {
          return new MockResponse().setResponseCode(200).setBody("a line of a log\n");
        }
        return switch (request.method()) {
          case POST -> checked(request, null, super::dispatch);
          case PUT -> checked(withDefaults(request), present(path), super::dispatch);
          case PATCH ->
              String.valueOf(request.getHeader("Content-Type")).contains("apply-patch")
                  ? apply(request)
                  : super.dispatch(request);
          default -> super.dispatch(request);
        };
      } catch (JsonProcessingException e) {
        return failure(400, "BadRequest", String.valueOf(e.getMessage()));
      }
    }

    private MockResponse apply(RecordedRequest request) throws JsonProcessingException {
      String path = request.getPath().replaceAll("\\?.*", "");
      if (!NAMED.matcher(path).matches()) {
        return failure(405, "MethodNotAllowed", "apply needs the name of a resource: " + path);
      }
      String manager = request.getPath().replaceAll(".*fieldManager=([^&]+).*", "$1");
      var present = present(path);
      var merged =
          serverSideApply.merge(
              manager,
              path,
              present,
              new ObjectMapper(new com.fasterxml.jackson.dataformat.yaml.YAMLFactory())
                  .readTree(request.getUtf8Body()));
      if (present != null && merged.equals(present)) {
        return new MockResponse().setResponseCode(200).setBody(present.toString());
      }
      return present == null
          ? checked(
              with(request, HttpMethod.POST, path.replaceAll("/[^/]+$", ""), merged),
              null,
              super::dispatch)
          : checked(with(request, HttpMethod.PUT, path, merged), present, super::dispatch);
    }

    private @Nullable JsonNode present(String path) throws JsonProcessingException {
      var answer = handleGet(path.replaceAll("\\?.*", "").replaceAll("/status$", ""));
      return answer.code() == 200
          ? JSON.readTree(answer.getBody().readString(StandardCharsets.UTF_8))
          : null;
    }

    // An API server fills in more than was written; the mount's new field stands for all of that.
    private RecordedRequest withDefaults(RecordedRequest request) throws JsonProcessingException {
      var body = JSON.readTree(request.getUtf8Body());
      for (JsonNode container : body.at("/spec/template/spec/containers")) {
        for (JsonNode mount : container.path("volumeMounts")) {
          if (!mount.has("recursiveReadOnly")) {
            ((ObjectNode) mount).put("recursiveReadOnly", "Disabled");
          }
        }
      }
      return with(request, HttpMethod.PUT, request.getPath(), body);
    }

    private MockResponse checked(
        RecordedRequest request,
        @Nullable JsonNode before,
        java.util.function.Function<RecordedRequest, MockResponse> then)
        throws JsonProcessingException {
      var body = JSON.readTree(request.getUtf8Body());
      for (CrdSchema schema : schemas) {
        if (schema.describes(body)) {
          var problems = schema.problems(body, before);
          if (!problems.isEmpty()) {
            return failure(422, "Invalid", String.join("; ", problems));
          }
          return then.apply(
              with(request, request.method(), request.getPath(), schema.withDefaults(body)));
        }
      }
      return then.apply(with(request, request.method(), request.getPath(), body));
    }

    private MockResponse review(RecordedRequest request) throws JsonProcessingException {
      var body = (ObjectNode) JSON.readTree(request.getUtf8Body());
      var asked = body.at("/spec/resourceAttributes");
      body.putObject("status")
          .put(
              "allowed",
              !forbidden.contains(
                  asked.path("verb").asText() + " " + asked.path("resource").asText()));
      return new MockResponse().setResponseCode(201).setBody(body.toString());
    }
  }

  private static RecordedRequest with(
      RecordedRequest request, HttpMethod method, String path, JsonNode body) {
    return new RecordedRequest(
        request.getHttpVersion(),
        method,
        path,
        Headers.builder().add("Content-Type", "application/json").build(),
        new Buffer(body.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static MockResponse failure(int code, String reason, String message) {
    var status =
        JSON.createObjectNode()
            .put("kind", "Status")
            .put("apiVersion", "v1")
            .put("status", "Failure")
            .put("reason", reason)
            .put("message", message)
            .put("code", code);
    return new MockResponse().setResponseCode(code).setBody(status.toString());
  }
}
