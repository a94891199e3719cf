// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.injection.Annotations;
import dev.reprise.injection.Injected;
import dev.reprise.injection.Injection;
import dev.reprise.injection.SidecarSettings;
import dev.reprise.injection.fields.FieldPath;
import dev.reprise.orchestrator.operator.api.TrafficCapture;
import dev.reprise.orchestrator.operator.api.TrafficCaptureSpec;
import dev.reprise.orchestrator.operator.api.WorkloadRef;
import dev.reprise.orchestrator.operator.workload.WorkloadTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The marks of a capture on workloads: a label and annotations of the pod template, by which the
 * admission webhook puts the proxy into new pods, and on the workload the name of the capture.
 * Changed marks make the workload's controller roll its pods.
 */
public final class CaptureMarks {

  private static final FieldPath CAPTURED_BY =
      FieldPath.of("metadata", "annotations").key("reprise.dev/captured-by");
  private static final FieldPath HELD_BY =
      FieldPath.of("metadata", "annotations").key("reprise.dev/held-by");
  private static final FieldPath TEMPLATE = FieldPath.of("spec", "template", "metadata");
  private static final FieldPath LABEL = TEMPLATE.key("labels").key(Annotations.INJECT);
  private static final String DOMAIN = "reprise.dev/";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final TrafficCapture capture;
  private final Map<FieldPath, JsonNode> wanted = new LinkedHashMap<>();

  /** Of one capture. */
  public CaptureMarks(TrafficCapture capture) {
    this.capture = capture;
    want(CAPTURED_BY, owner());
    want(LABEL, "true");
    var ports = capture.getSpec().ports();
    annotate(Annotations.APP_PORT, ports.app());
    annotate(Annotations.INBOUND_PORT, ports.proxyInbound());
    annotate(Annotations.OUTBOUND_PORT, ports.proxyOutbound());
    if (Boolean.FALSE.equals(ports.outbound())) {
      annotate(Annotations.OUTBOUND, "false");
    }
    var filter = capture.getSpec().filter();
    annotate(Annotations.EXCLUDE, filter.excludeHosts());
    annotate(Annotations.NO_PROXY, filter.noProxy());
  }

  /** Whether the capture asks for this workload. */
  public boolean select(WorkloadTree workload) {
    TrafficCaptureSpec spec = capture.getSpec();
    boolean isNamed = spec.workloads().contains(new WorkloadRef(workload.kind(), workload.name()));
    var labels = workload.root().at("/metadata/labels");
    boolean isLabelled =
        !spec.matchLabels().isEmpty()
            && spec.matchLabels().entrySet().stream()
                .allMatch(label -> labels.path(label.getKey()).asText().equals(label.getValue()));
    return isNamed || isLabelled;
  }

  /** Whether this capture has marked it. */
  public boolean isOurs(WorkloadTree workload) {
    return captor(workload).equals(owner());
  }

  /** Who has marked it: namespace, name and uid; empty where nobody has. */
  public static String captor(WorkloadTree workload) {
    return CAPTURED_BY.get(workload.root()).map(JsonNode::asText).orElse("");
  }

  /** Whether a replay has it, so that it is to be left as it is. */
  public static boolean isInReplay(WorkloadTree workload) {
    return HELD_BY.get(workload.root()).isPresent();
  }

  /** Whether its template says itself how it is recorded. */
  public static boolean hasMarksOfItsOwn(WorkloadTree workload) {
    return !ours(workload.root(), "annotations").isEmpty()
        || !ours(workload.root(), "labels").isEmpty();
  }

  /** Whether all marks are there, and none that is not wanted any more. */
  public boolean areOn(WorkloadTree workload) {
    boolean areThere =
        wanted.entrySet().stream()
            .allMatch(mark ->
                mark.getKey().get(workload.root()).filter(mark.getValue()::equals).isPresent());
    return areThere
        && ours(workload.root(), "annotations").stream()
            .allMatch(name -> wanted.containsKey(TEMPLATE.key("annotations").key(name)));
  }

  /** Why its pods could not have the proxy; empty where they can. */
  public List<String> obstacles(WorkloadTree workload, SidecarSettings settings) {
    var marked = workload.root().deepCopy();
    wanted.forEach((path, value) -> path.set(marked, value));
    var template = (ObjectNode) marked.path("spec").path("template");
    return switch (Injection.inject(template, workload.name(), settings)) {
      case Injected.Done _ -> List.of();
      case Injected.LeftAlone(String why) -> List.of("it is left alone, since " + why);
      case Injected.Refused(var problems) -> problems;
    };
  }

  /** What is applied so that the marks are on it. */
  public ObjectNode on(WorkloadTree workload) {
    var fields = off(workload);
    wanted.forEach((path, value) -> path.set(fields, value));
    return fields;
  }

  /** What is applied so that no mark is on it any more. */
  public static ObjectNode off(WorkloadTree workload) {
    var fields = JSON.objectNode();
    fields.put("apiVersion", WorkloadRef.API_VERSION).put("kind", workload.kind().name());
    fields
        .putObject("metadata")
        .put("name", workload.name())
        .put("namespace", workload.root().at("/metadata/namespace").asText());
    return fields;
  }

  private static List<String> ours(JsonNode workload, String place) {
    return TEMPLATE.key(place).get(workload).stream()
        .flatMap(map -> map.properties().stream())
        .map(Map.Entry::getKey)
        .filter(name -> name.startsWith(DOMAIN))
        .toList();
  }

  private String owner() {
    return capture.label() + "/" + capture.getMetadata().getUid();
  }

  private void annotate(String name, List<String> hosts) {
    if (!hosts.isEmpty()) {
      annotate(name, String.join(",", hosts));
    }
  }

  private void annotate(String name, @Nullable Object value) {
    if (value != null) {
      want(TEMPLATE.key("annotations").key(name), value.toString());
    }
  }

  private void want(FieldPath path, String value) {
    wanted.put(path, JSON.textNode(value));
  }
}
