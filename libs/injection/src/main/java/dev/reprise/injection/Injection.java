// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.injection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.injection.fields.FieldPath;
import dev.reprise.traffic.trust.TrustEnvironment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the proxy into a pod template and takes it out. Both are pure: the template given stays as
 * it is. Putting it in twice is putting it in once, with the newest settings; taking it out leaves
 * what was there before, and what others have changed since.
 *
 * <p>The application is led to the proxy by settings alone, so that it works under restricted pod
 * security. Callers reach it by the name of the application's port, which the proxy takes over.
 * Where it is asked for, the kernel leads both there instead, by rules that an init container
 * writes; the application then only has to trust the proxy's authority.
 */
public final class Injection {

  private static final FieldPath POD = FieldPath.of("spec");
  private static final List<String> CONTAINER_LISTS = List.of("initContainers", "containers");
  private static final List<String> PROXY_SETTINGS =
      List.of("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy");
  private static final String PROXY_HOST = "127.0.0.1";
  // The API server is asked with a trust of its own.
  private static final String NEVER_PROXIED = "localhost,127.0.0.1,$(KUBERNETES_SERVICE_HOST)";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectNode template;
  private final ChangeRecord record;
  private final Wishes wishes;
  private final Optional<AppPort> appPort;

  private Injection(ObjectNode template, Wishes wishes, Optional<AppPort> appPort) {
    this.template = template;
    this.record = new ChangeRecord(template);
    this.wishes = wishes;
    this.appPort = appPort;
  }

  /**
   * Puts the proxy in.
   *
   * @param template metadata and spec of a pod
   * @param workload what the pod belongs to: the application's name where no annotation gives it
   */
  public static Injected inject(ObjectNode template, String workload, SidecarSettings settings) {
    var clean = removed(template);
    var metadata = clean.path("metadata");
    if (Wishes.inject(metadata).filter("false"::equals).isPresent()) {
      return new Injected.LeftAlone(Annotations.INJECT + " is false");
    }
    if (metadata.path("annotations").has(Annotations.REPLAY)) {
      return new Injected.LeftAlone("a replay is under way");
    }
    var problems = new ArrayList<String>();
    Obstacles.findMisshapen(clean, problems);
    var wishes = Wishes.read(metadata, workload, settings, problems);
    var appPort = AppPort.of(clean.path("spec"), wishes, problems);
    Obstacles.find(clean.path("spec"), wishes, appPort, problems);
    if (wishes.redirection().isPresent()) {
      RedirectionObstacles.find(clean.path("spec"), wishes, settings.user(), problems);
    }
    if (!problems.isEmpty()) {
      return new Injected.Refused(problems);
    }
    var injection = new Injection(clean, wishes, appPort);
    injection.apply(settings);
    return new Injected.Done(clean, injection.notes());
  }

  /** A copy without the proxy. */
  public static ObjectNode removed(ObjectNode template) {
    var copy = template.deepCopy();
    ChangeRecord.undo(copy);
    return copy;
  }

  /** Whether the proxy is in it. */
  public static boolean isIn(JsonNode template) {
    return template.path("metadata").path("annotations").has(Annotations.RECORD);
  }

  private void apply(SidecarSettings settings) {
    if (wishes.outbound()) {
      leadCalls();
    }
    leadCallers();
    record.setOwn(volume(Sidecar.WORK_VOLUME), Sidecar.workVolume());
    // Both first, so that the calls of other init containers find the proxy; and the proxy before
    // anything is led to it.
    wishes
        .redirection()
        .ifPresent(left ->
            putFirst(RulesContainer.NAME, new RulesContainer(wishes, left, settings).container()));
    putFirst(Sidecar.NAME, new Sidecar(wishes, settings, appPort).container());
    record.write();
  }

  private void putFirst(String name, ObjectNode container) {
    record.setOwn(POD.key("initContainers").item("name", name), container);
    var list = (ArrayNode) template.path("spec").path("initContainers");
    list.insert(0, list.remove(list.size() - 1));
  }

  private void leadCalls() {
    record.setOwn(volume(Sidecar.TRUST_VOLUME), Sidecar.trustVolume());
    for (String list : CONTAINER_LISTS) {
      for (JsonNode container : template.path("spec").path(list)) {
        leadCallsOf(POD.key(list).item("name", container.path("name").asText()));
      }
    }
  }

  private void leadCallsOf(FieldPath place) {
    var options = place.key("env").item("name", TrustEnvironment.JAVA_OPTIONS);
    String there = options.get(template).map(env -> env.path("value").asText()).orElse("");
    variables().forEach((name, value) -> set(place, name, value));
    String ours = javaOptions();
    set(
        place,
        TrustEnvironment.JAVA_OPTIONS,
        there.contains(ours) ? there : TrustEnvironment.added(there, ours));
    record.setOwn(
        place.key("volumeMounts").item("mountPath", Sidecar.TRUST_FOLDER), Sidecar.trustMount());
  }

  private void set(FieldPath container, String name, String value) {
    record.set(
        container.key("env").item("name", name),
        JSON.objectNode().put("name", name).put("value", value));
  }

  private Map<String, String> variables() {
    var variables = new LinkedHashMap<>(TrustEnvironment.in(Sidecar.TRUST_FOLDER).variables());
    if (wishes.redirection().isEmpty()) {
      variables.putAll(
          TrustEnvironment.proxyVariables(PROXY_HOST, wishes.ports().outbound(), unproxied()));
    }
    return variables;
  }

  private String javaOptions() {
    String trust = TrustEnvironment.in(Sidecar.TRUST_FOLDER).javaOptions();
    if (wishes.redirection().isPresent()) {
      return trust;
    }
    return trust
        + " "
        + TrustEnvironment.javaProxyOptions(PROXY_HOST, wishes.ports().outbound(), unproxied());
  }

  private String unproxied() {
    return wishes.unproxied().isEmpty()
        ? NEVER_PROXIED
        : NEVER_PROXIED + "," + String.join(",", wishes.unproxied());
  }

  // The name of the port goes to the proxy; what asks the application itself by that name, such as
  // its probes, asks by number from now on.
  private void leadCallers() {
    if (appPort.isEmpty() || appPort.get().name().isEmpty()) {
      return;
    }
    var port = appPort.get();
    var container = POD.key("containers").item("name", port.container().orElseThrow());
    for (String handler : Obstacles.HANDLERS) {
      for (String kind : List.of("httpGet", "tcpSocket")) {
        var place = handlerPlace(container, handler).key(kind).key("port");
        if (place.get(template).filter(JSON.textNode(port.name().get())::equals).isPresent()) {
          record.set(place, JSON.numberNode(port.number()));
        }
      }
    }
    record.remove(
        container.key("ports").item("containerPort", Integer.toString(port.number())).key("name"));
  }

  private static FieldPath handlerPlace(FieldPath container, String handler) {
    FieldPath place = container;
    for (String key : handler.split("\\.", -1)) {
      place = place.key(key);
    }
    return place;
  }

  private List<String> notes() {
    if (wishes.redirection().isPresent()) {
      return List.of(
          "Container %s needs NET_ADMIN and NET_RAW: the namespace must allow that (pod security level privileged)."
              .formatted(RulesContainer.NAME));
    }
    if (appPort.isEmpty()) {
      return List.of(
          "What comes in is not recorded: no port is declared, or annotation %s is none."
              .formatted(Annotations.APP_PORT));
    }
    var port = appPort.get();
    int inbound = wishes.ports().inbound();
    return List.of(
        port.name()
            .map(name ->
                "Services that target port '%s' by name lead through the proxy; one that targets %d by number goes past it: make it '%s'."
                    .formatted(name, port.number(), name))
            .orElseGet(() ->
                "Services that target port %d go past the proxy: let them target %d."
                    .formatted(port.number(), inbound)));
  }

  private static FieldPath volume(String name) {
    return POD.key("volumes").item("name", name);
  }

  static List<String> proxySettings() {
    return PROXY_SETTINGS;
  }
}
