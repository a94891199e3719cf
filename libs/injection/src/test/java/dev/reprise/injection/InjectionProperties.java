// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.injection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class InjectionProperties {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Property(tries = 300)
  void whatWasPutInCanBeTakenOut(@ForAll("templates") ObjectNode template) {
    var before = template.deepCopy();

    var injected = injected(template);

    assertThat(template).as("pure").isEqualTo(before);
    assertThat(injected).isNotEqualTo(before);
    assertThat(Injection.removed(injected)).isEqualTo(before);
  }

  @Property(tries = 300)
  void twiceIsOnce(@ForAll("templates") ObjectNode template) {
    var once = injected(template);

    assertThat(injected(once)).isEqualTo(once);
  }

  @Property(tries = 300)
  void whatComesOutIsWhatKubernetesTakes(@ForAll("templates") ObjectNode template) {
    var pod = injected(template).put("apiVersion", "v1").put("kind", "Pod");

    assertThat(KubernetesTypes.problems(pod)).isEmpty();
  }

  private static ObjectNode injected(ObjectNode template) {
    return ((Injected.Done) Injection.inject(template, "shop", SidecarSettings.DEFAULT)).template();
  }

  @Provide
  Arbitrary<ObjectNode> templates() {
    var names = Arbitraries.of("shop", "cart", "log", "db").set().ofMinSize(1).ofMaxSize(3);
    return Combinators.combine(
            metadata(), names, containerParts(), parts("volumes"), parts("initContainers"), ports())
        .as(InjectionProperties::template);
  }

  private static ObjectNode template(
      ObjectNode metadata,
      Set<String> names,
      ObjectNode parts,
      ObjectNode volumes,
      ObjectNode initContainers,
      ObjectNode ports) {
    var template = JSON.objectNode();
    if (!metadata.path("absent").asBoolean()) {
      template.set("metadata", metadata);
    }
    var spec = template.putObject("spec");
    spec.setAll(volumes);
    spec.setAll(initContainers);
    var containers = spec.putArray("containers");
    names.forEach(name -> containers.addObject().put("name", name).setAll(parts.deepCopy()));
    ((ObjectNode) containers.get(0)).setAll(ports);
    return template;
  }

  private static Arbitrary<ObjectNode> metadata() {
    return Arbitraries.of(
            List.of(
                "{absent: true}",
                "{}",
                "{annotations: {}}",
                "{annotations: null}",
                "{labels: {app: shop}}",
                "{annotations: {a: b, reprise.dev/service: s}}",
                "{annotations: {reprise.dev/app-port: none}}",
                "{annotations: {reprise.dev/transparent: 'true', reprise.dev/exclude-inbound-ports: '80'}}",
                "{annotations: {reprise.dev/exclude: '*.x,y'}}"))
        .map(Documents::one);
  }

  private static Arbitrary<ObjectNode> parts(String list) {
    return Arbitraries.of(
            List.of(
                "{}", "{%s: []}", "{%s: [{name: first}]}", "{%s: [{name: first}, {name: two}]}"))
        .map(text -> Documents.one(text.formatted(list)));
  }

  private static Arbitrary<ObjectNode> containerParts() {
    return Arbitraries.of(
            List.of(
                "{}",
                "{env: [], volumeMounts: []}",
                "{env: [{name: A, value: b}]}",
                "{env: [{name: JAVA_TOOL_OPTIONS, value: ''}]}",
                "{env: [{name: JAVA_TOOL_OPTIONS, value: ' -Xmx1g  -Da=b'}, {name: B}]}",
                "{env: [{name: SSL_CERT_FILE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]}",
                "{env: [{name: NO_PROXY, value: x}, {name: NODE_EXTRA_CA_CERTS, value: /y}]}"))
        .map(Documents::one);
  }

  private static Arbitrary<ObjectNode> ports() {
    return Arbitraries.of(
            List.of(
                "{}",
                "{ports: []}",
                "{ports: [{containerPort: 8080}]}",
                "{ports: [{containerPort: 8080, name: http, protocol: TCP}]}",
                "{ports: [{containerPort: 53, name: dns, protocol: UDP}, {name: http,"
                    + " containerPort: 80}], livenessProbe: {httpGet: {port: http}},"
                    + " readinessProbe: {tcpSocket: {port: http}}}",
                "{ports: [{name: http, containerPort: 80}], startupProbe: {httpGet: {port: 80}}}"))
        .map(Documents::one);
  }
}
