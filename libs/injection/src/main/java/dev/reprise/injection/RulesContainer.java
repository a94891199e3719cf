// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.injection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.injection.Wishes.Redirection;
import java.util.ArrayList;
import java.util.List;

/**
 * The init container that tells the kernel to lead the pod's connections to the proxy: the only one
 * with the right to, and gone before the application starts.
 */
final class RulesContainer {

  static final String NAME = "reprise-rules";

  // The API server is asked with a trust of its own.
  private static final String API_SERVER = "$(KUBERNETES_SERVICE_HOST)";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Wishes wishes;
  private final Redirection redirection;
  private final SidecarSettings settings;

  RulesContainer(Wishes wishes, Redirection redirection, SidecarSettings settings) {
    this.wishes = wishes;
    this.redirection = redirection;
    this.settings = settings;
  }

  ObjectNode container() {
    var container = JSON.objectNode().put("name", NAME).put("image", settings.image());
    container.put("imagePullPolicy", settings.pullPolicy());
    var arguments = container.putArray("args");
    arguments().forEach(arguments::add);
    var resources = container.putObject("resources");
    resources.putObject("requests").put("cpu", "10m").put("memory", "64Mi");
    resources.putObject("limits").put("memory", "256Mi");
    var security = container.putObject("securityContext");
    security
        .put("allowPrivilegeEscalation", false)
        .put("readOnlyRootFilesystem", true)
        .put("runAsNonRoot", false)
        .put("runAsUser", 0)
        .put("runAsGroup", 0);
    var capabilities = security.putObject("capabilities");
    capabilities.putArray("add").add("NET_ADMIN").add("NET_RAW");
    capabilities.putArray("drop").add("ALL");
    security.putObject("seccompProfile").put("type", "RuntimeDefault");
    return container;
  }

  private List<String> arguments() {
    var ports = wishes.ports();
    var arguments = new ArrayList<>(List.of("rules", "apply"));
    add(arguments, "--proxy-user", Integer.toString(settings.user()));
    if (wishes.redirectsInbound()) {
      add(arguments, Sidecar.INBOUND_OPTION, Integer.toString(ports.inbound()));
      add(arguments, "--exclude-inbound-port", Integer.toString(ports.health()));
      redirection.inboundPorts().forEach(port -> add(arguments, "--exclude-inbound-port", port));
    }
    if (wishes.redirectsOutbound()) {
      add(arguments, Sidecar.OUTBOUND_OPTION, Integer.toString(ports.outbound()));
      redirection.outboundPorts().forEach(port -> add(arguments, "--exclude-outbound-port", port));
      add(arguments, "--exclude-address", API_SERVER);
      redirection.addresses().forEach(range -> add(arguments, "--exclude-address", range));
    }
    return arguments;
  }

  private static void add(List<String> arguments, String option, String value) {
    arguments.add(option);
    arguments.add(value);
  }
}
