// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.injection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an API server would say of a workload, as far as its own types tell: names and types of
 * fields at every depth, and the rules on pods that injection could break.
 */
final class KubernetesTypes {

  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "Deployment", Deployment.class,
          "StatefulSet", StatefulSet.class,
          "DaemonSet", DaemonSet.class,
          "Job", Job.class,
          "CronJob", CronJob.class,
          "Pod", Pod.class,
          "Service", Service.class);

  private static final ObjectMapper STRICT =
      new ObjectMapper().setAnnotationIntrospector(new KnownFieldsOnly());

  /** The types keep what they do not know; here that is a fault. */
  private static final class KnownFieldsOnly extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  private KubernetesTypes() {}

  static List<String> problems(JsonNode resource) {
    var problems = new ArrayList<String>();
    try {
      var type = TYPES.get(resource.path("kind").asText());
      if (type == null) {
        return List.of("unknown kind: " + resource.path("kind"));
      }
      STRICT.treeToValue(resource, type);
    } catch (JsonProcessingException e) {
      problems.add(e.getOriginalMessage());
    }
    Workloads.template(resource).ifPresent(template -> pod(template.path("spec"), problems));
    return problems;
  }

  private static void pod(JsonNode spec, List<String> problems) {
    var volumes = new HashSet<String>();
    spec.path("volumes").forEach(volume -> unique(volume, "name", volumes, problems));
    var names = new HashSet<String>();
    var ports = new HashSet<String>();
    for (String list : List.of("initContainers", "containers")) {
      for (JsonNode container : spec.path(list)) {
        unique(container, "name", names, problems);
        var mounts = new HashSet<String>();
        for (JsonNode mount : container.path("volumeMounts")) {
          unique(mount, "mountPath", mounts, problems);
          if (!volumes.contains(mount.path("name").asText())) {
            problems.add("no volume " + mount.path("name"));
          }
        }
        var variables = new HashSet<String>();
        container.path("env").forEach(env -> unique(env, "name", variables, problems));
        for (JsonNode port : container.path("ports")) {
          unique(port, "name", ports, problems);
          if (port.path("name").asText().length() > 15) {
            problems.add("name of a port is longer than 15: " + port.path("name"));
          }
        }
        probes(container, problems);
      }
    }
  }

  private static void probes(JsonNode container, List<String> problems) {
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      var port = container.path(probe).path("httpGet").path("port");
      boolean isNamed = port.isTextual();
      boolean isDeclared = false;
      for (JsonNode declared : container.path("ports")) {
        isDeclared |= declared.path("name").equals(port);
      }
      if (isNamed && !isDeclared) {
        problems.add(probe + " names port " + port + ", which its container does not declare");
      }
    }
  }

  private static void unique(JsonNode item, String key, Set<String> seen, List<String> problems) {
    if (item.has(key) && !seen.add(item.path(key).asText())) {
      problems.add("twice: " + key + " " + item.path(key));
    }
  }
}
