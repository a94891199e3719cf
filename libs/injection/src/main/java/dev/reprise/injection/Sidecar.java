// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.injection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The proxy's container: a native sidecar, so that it is ready before any other container starts
 * and ends after all of them. It runs under restricted pod security.
 */
final class Sidecar {

  static final String NAME = "reprise-proxy";

  /** Where an application finds what to trust. */
  static final String TRUST_FOLDER = "/reprise/capture";

  /** Holds what an application must trust; never a key. */
  static final String TRUST_VOLUME = "reprise-capture-trust";

  /** The proxy's own: its authority's key, and copies that wait. */
  static final String WORK_VOLUME = "reprise-capture-work";

  /** Where the kernel leads the application's callers. */
  static final String INBOUND_OPTION = "--transparent-inbound-port";

  /** Where the kernel leads the application's calls. */
  static final String OUTBOUND_OPTION = "--transparent-outbound-port";

  private static final String INBOUND_NAME = "reprise-in";
  private static final String WORK_FOLDER = "/reprise/work";
  private static final String SPOOL_LIMIT_BYTES = "268435456";
  private static final String WORK_LIMIT = "512Mi";
  private static final String EVERYWHERE = "0.0.0.0";
  private static final String POD_ONLY = "127.0.0.1";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Wishes wishes;
  private final SidecarSettings settings;
  private final Optional<AppPort> appPort;

  Sidecar(Wishes wishes, SidecarSettings settings, Optional<AppPort> appPort) {
    this.wishes = wishes;
    this.settings = settings;
    this.appPort = appPort;
  }

  ObjectNode container() {
    var container = JSON.objectNode().put("name", NAME).put("image", settings.image());
    container.put("imagePullPolicy", settings.pullPolicy()).put("restartPolicy", "Always");
    var arguments = container.putArray("args");
    arguments().forEach(arguments::add);
    settings
        .tokenSecret()
        .ifPresent(secret ->
            container
                .putArray("env")
                .addObject()
                .put("name", "REPRISE_TOKEN")
                .putObject("valueFrom")
                .putObject("secretKeyRef")
                .put("name", secret)
                .put("key", "token")
                // Without it nothing is recorded, and the pod starts all the same.
                .put("optional", true));
    ports(container);
    probe(container, "startupProbe", 1, 60);
    probe(container, "readinessProbe", 5, 2);
    probe(container, "livenessProbe", 10, 6);
    resources(container);
    security(container);
    var mounts = container.putArray("volumeMounts");
    mounts.add(mount(WORK_VOLUME, WORK_FOLDER));
    if (wishes.outbound()) {
      mounts.add(mount(TRUST_VOLUME, TRUST_FOLDER));
    }
    return container;
  }

  static ObjectNode workVolume() {
    var volume = JSON.objectNode().put("name", WORK_VOLUME);
    volume.putObject("emptyDir").put("sizeLimit", WORK_LIMIT);
    return volume;
  }

  static ObjectNode trustVolume() {
    var volume = JSON.objectNode().put("name", TRUST_VOLUME);
    volume.putObject("emptyDir").put("sizeLimit", "8Mi");
    return volume;
  }

  static ObjectNode trustMount() {
    return mount(TRUST_VOLUME, TRUST_FOLDER).put("readOnly", true);
  }

  private List<String> arguments() {
    var ports = wishes.ports();
    var arguments = new ArrayList<>(List.of("--service", wishes.service(), "--listen", EVERYWHERE));
    appPort.ifPresent(port ->
        arguments.addAll(
            List.of(
                "--app-port",
                Integer.toString(port.number()),
                "--inbound-port",
                Integer.toString(ports.inbound()))));
    if (wishes.redirectsInbound()) {
      arguments.addAll(List.of(INBOUND_OPTION, Integer.toString(ports.inbound())));
    }
    if (wishes.outbound()) {
      arguments.addAll(outboundArguments());
    }
    arguments.addAll(
        List.of(
            "--health-port",
            Integer.toString(ports.health()),
            "--ingest",
            settings.ingestAddress(),
            "--spool-dir",
            WORK_FOLDER + "/spool",
            "--spool-limit",
            SPOOL_LIMIT_BYTES));
    return arguments;
  }

  private List<String> outboundArguments() {
    String port = Integer.toString(wishes.ports().outbound());
    var arguments =
        new ArrayList<>(
            wishes.redirectsOutbound()
                ? List.of(OUTBOUND_OPTION, port)
                : List.of("--outbound-listen", POD_ONLY, "--outbound-port", port));
    arguments.addAll(List.of("--ca-dir", WORK_FOLDER + "/ca", "--trust-dir", TRUST_FOLDER));
    wishes.excluded().forEach(host -> arguments.addAll(List.of("--exclude", host)));
    if (wishes.redirectsOutbound()) {
      wishes.unproxied().forEach(host -> arguments.addAll(List.of("--exclude", host)));
    }
    return arguments;
  }

  private void ports(ObjectNode container) {
    var ports = container.putArray("ports");
    appPort.ifPresent(port ->
        ports
            .addObject()
            .put("containerPort", wishes.ports().inbound())
            .put("name", port.name().orElse(INBOUND_NAME))
            .put("protocol", "TCP"));
    ports
        .addObject()
        .put("containerPort", wishes.ports().health())
        .put("name", "reprise-health")
        .put("protocol", "TCP");
  }

  private void probe(ObjectNode container, String name, int periodSeconds, int failures) {
    var probe = container.putObject(name);
    probe.putObject("httpGet").put("path", "/ready").put("port", wishes.ports().health());
    probe.put("periodSeconds", periodSeconds).put("failureThreshold", failures);
  }

  private void resources(ObjectNode container) {
    var asked = wishes.resources();
    var resources = container.putObject("resources");
    resources
        .putObject("requests")
        .put("cpu", asked.cpuRequest())
        .put("memory", asked.memoryRequest());
    resources.putObject("limits").put("memory", asked.memoryLimit());
  }

  private void security(ObjectNode container) {
    var security = container.putObject("securityContext");
    security
        .put("allowPrivilegeEscalation", false)
        .put("readOnlyRootFilesystem", true)
        .put("runAsNonRoot", true)
        .put("runAsUser", settings.user())
        .put("runAsGroup", settings.user());
    security.putObject("capabilities").putArray("drop").add("ALL");
    security.putObject("seccompProfile").put("type", "RuntimeDefault");
  }

  private static ObjectNode mount(String volume, String folder) {
    return JSON.objectNode().put("mountPath", folder).put("name", volume);
  }
}
