// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.reconcile;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps what the pods of a replay said, before they go.
 *
 * <p><b>Bounds:</b> the last 200 lines and 24 KiB of each container, 24 containers, 200 events:
 * less than a ConfigMap may hold.
 */
final class Collector {

  private static final int LINES = 200;
  private static final int BYTES = 24 * 1024;
  private static final int MAX_FILES = 24;
  private static final int MAX_EVENTS = 200;

  private Collector() {}

  /** Logs and events by file name. */
  static Map<String, String> files(ClusterNamespace namespace, List<Pod> pods) {
    var files = new TreeMap<String, String>();
    for (Pod pod : pods) {
      for (Container container : pod.getSpec().getContainers()) {
        if (files.size() < MAX_FILES) {
          String name = pod.getMetadata().getName() + "." + container.getName() + ".log";
          files.put(name, log(namespace, pod, container.getName()));
        }
      }
    }
    files.put("events.txt", events(namespace, pods));
    return files;
  }

  private static String log(ClusterNamespace namespace, Pod pod, String container) {
    try {
      String text =
          namespace
              .client()
              .pods()
              .inNamespace(namespace.name())
              .withName(pod.getMetadata().getName())
              .inContainer(container)
              .tailingLines(LINES)
              .getLog();
      return tail(text == null ? "" : text);
    } catch (KubernetesClientException e) {
      // A container that never ran has no log; that is worth knowing, and no reason to keep the
      // workload waiting.
      return "the log cannot be read: " + e.getMessage() + "\n";
    }
  }

  private static String tail(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= BYTES
        ? text
        : "...\n" + new String(bytes, bytes.length - BYTES, BYTES, StandardCharsets.UTF_8);
  }

  private static String events(ClusterNamespace namespace, List<Pod> pods) {
    var names = pods.stream().map(pod -> pod.getMetadata().getName()).toList();
    var text = new StringBuilder();
    namespace.client().v1().events().inNamespace(namespace.name()).list().getItems().stream()
        .filter(event -> event.getInvolvedObject() != null)
        .filter(event -> names.contains(event.getInvolvedObject().getName()))
        .sorted(Comparator.comparing(Collector::time))
        .limit(MAX_EVENTS)
        .forEach(event ->
            text.append(
                "%s %s %s %s: %s%n"
                    .formatted(
                        time(event),
                        event.getType(),
                        event.getInvolvedObject().getName(),
                        event.getReason(),
                        event.getMessage())));
    return text.toString();
  }

  private static String time(Event event) {
    return event.getLastTimestamp() == null ? "" : event.getLastTimestamp();
  }
}
