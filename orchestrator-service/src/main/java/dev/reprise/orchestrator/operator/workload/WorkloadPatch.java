// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.injection.fields.FieldPath;
import dev.reprise.orchestrator.operator.api.Routing;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.ChangedField;
import dev.reprise.orchestrator.operator.api.WorkloadRef.Kind;
import dev.reprise.orchestrator.operator.fields.FieldEdits;
import dev.reprise.orchestrator.operator.workload.WorkloadTree.ContainerPlace;
import dev.reprise.traffic.trust.TrustEnvironment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of a workload that lead it to the responder, with the values that they get. */
public final class WorkloadPatch {

  /** Says on the pods which replay they were started for. */
  public static final String REPLAY_ANNOTATION = "reprise.dev/replay";

  private static final String FOLDER = "/reprise/trust";
  private static final String VOLUME = "reprise-trust";
  private static final String LOCAL = "localhost,127.0.0.1";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final FieldPath POD = FieldPath.of("spec", "template", "spec");

  private WorkloadPatch() {}

  /**
   * The inventory of the change.
   *
   * @param workload as it is
   * @param known what an earlier attempt has changed already
   */
  public static List<ChangedField> inventory(
      WorkloadTree workload, List<ChangedField> known, PatchSettings settings) {
    return FieldEdits.inventory(workload.root(), known, wanted(workload, known, settings));
  }

  private static Map<FieldPath, JsonNode> wanted(
      WorkloadTree workload, List<ChangedField> known, PatchSettings settings) {
    var wanted = new LinkedHashMap<FieldPath, JsonNode>();
    wanted.put(
        FieldPath.of("spec", "template", "metadata", "annotations").key(REPLAY_ANNOTATION),
        JSON.textNode(settings.replayId()));
    if (workload.kind() != Kind.DaemonSet) {
      settings
          .replicas()
          .ifPresent(
              replicas -> wanted.put(FieldPath.of("spec", "replicas"), JSON.numberNode(replicas)));
    }
    settings.route().ifPresent(route -> lead(workload, known, route, wanted));
    return wanted;
  }

  private static void lead(
      WorkloadTree workload,
      List<ChangedField> known,
      PatchSettings.Route route,
      Map<FieldPath, JsonNode> wanted) {
    wanted.put(POD.key("volumes").item("name", VOLUME), volume(route.trustConfigMap()));
    if (route.routing() == Routing.HOST_ALIASES) {
      var path = POD.key("hostAliases");
      var before = FieldEdits.before(workload.root(), known, path);
      wanted.put(path, aliases(before.orElse(JSON.arrayNode()), route));
    }
    for (ContainerPlace container : workload.containers()) {
      var place = POD.key(container.list()).item("name", container.name());
      wanted.put(place.key("volumeMounts").item("mountPath", FOLDER), mount());
      environment(route)
          .forEach((name, value) -> wanted.put(variable(place, name), env(name, value)));
      var options = variable(place, TrustEnvironment.JAVA_OPTIONS);
      String before =
          FieldEdits.before(workload.root(), known, options)
              .map(there -> there.path("value").asText())
              .orElse("");
      wanted.put(
          options,
          env(TrustEnvironment.JAVA_OPTIONS, TrustEnvironment.added(before, javaOptions(route))));
    }
  }

  private static Map<String, String> environment(PatchSettings.Route route) {
    var environment = new LinkedHashMap<>(trust().variables());
    if (route.routing() == Routing.PROXY) {
      environment.putAll(
          TrustEnvironment.proxyVariables(route.address(), route.proxyPort(), LOCAL));
    }
    return environment;
  }

  private static String javaOptions(PatchSettings.Route route) {
    return route.routing() == Routing.PROXY
        ? trust().javaOptions()
            + " "
            + TrustEnvironment.javaProxyOptions(route.address(), route.proxyPort(), LOCAL)
        : trust().javaOptions();
  }

  private static TrustEnvironment trust() {
    return TrustEnvironment.in(FOLDER);
  }

  // The first line of a hosts file wins, and names may stand in others' entries: they are taken out
  // there.
  private static ArrayNode aliases(JsonNode before, PatchSettings.Route route) {
    var aliases = JSON.arrayNode();
    for (JsonNode entry : before) {
      ObjectNode kept = entry.deepCopy();
      var names = JSON.arrayNode();
      entry
          .path("hostnames")
          .forEach(name -> {
            if (!route.hosts().contains(name.asText())) {
              names.add(name);
            }
          });
      if (!names.isEmpty()) {
        kept.set("hostnames", names);
        aliases.add(kept);
      }
    }
    var ours = aliases.addObject().put("ip", route.address()).putArray("hostnames");
    route.hosts().forEach(ours::add);
    return aliases;
  }

  private static FieldPath variable(FieldPath container, String name) {
    return container.key("env").item("name", name);
  }

  private static JsonNode env(String name, String value) {
    return JSON.objectNode().put("name", name).put("value", value);
  }

  private static JsonNode mount() {
    return JSON.objectNode().put("mountPath", FOLDER).put("name", VOLUME).put("readOnly", true);
  }

  private static JsonNode volume(String configMap) {
    var volume = JSON.objectNode().put("name", VOLUME);
    volume.putObject("configMap").put("name", configMap);
    return volume;
  }
}
