// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.traffic.error.AppException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InjectionTest {

  private static final SidecarSettings TRANSPARENT = SidecarSettings.DEFAULT.withTransparent(true);
  private static final String SHOP =
      """
      metadata: {labels: {app: shop}}
      spec:
        containers:
        - name: shop
          image: shop:1
          env: [{name: JAVA_TOOL_OPTIONS, value: -Xmx1g}]
          ports: [{name: http, containerPort: 8080}]
      """;

  @Test
  void theProxyIsANativeSidecarBeforeEverythingElse() {
    var template = injected(SHOP.replace("spec:\n", "spec:\n  initContainers: [{name: first}]\n"));

    var first = template.at("/spec/initContainers/0");
    assertThat(first.path("name").asText()).isEqualTo("reprise-proxy");
    assertThat(first.path("restartPolicy").asText()).isEqualTo("Always");
    assertThat(first.has("startupProbe")).isTrue();
    assertThat(template.at("/spec/initContainers/1/name").asText()).isEqualTo("first");
    assertThat(env(template.at("/spec/initContainers/1"), "HTTP_PROXY"))
        .contains("http://127.0.0.1:14140");
  }

  @Test
  void nobodyOutsideThePodCanUseItAsAProxyAndItsKeyIsItsOwn() {
    var template = injected(SHOP);

    var proxy = template.at("/spec/initContainers/0");
    assertThat(words(proxy.path("args"))).containsSequence("--outbound-listen", "127.0.0.1");
    assertThat(words(proxy.path("args"))).containsSequence("--ca-dir", "/reprise/work/ca");
    assertThat(template.at("/spec/containers/0/volumeMounts").findValuesAsText("name"))
        .containsExactly(Sidecar.TRUST_VOLUME);
    assertThat(template.at("/spec/containers/0/volumeMounts/0/readOnly").asBoolean()).isTrue();
  }

  @Test
  void callersByNameComeToTheProxyAndProbesToTheApplication() {
    var template = injected(SHOP + "    readinessProbe: {httpGet: {port: http, path: /}}\n");

    assertThat(template.at("/spec/initContainers/0/ports/0/name").asText()).isEqualTo("http");
    assertThat(template.at("/spec/initContainers/0/ports/0/containerPort").asInt())
        .isEqualTo(14_143);
    assertThat(template.at("/spec/containers/0/ports/0").has("name")).isFalse();
    assertThat(template.at("/spec/containers/0/readinessProbe/httpGet/port").asInt())
        .isEqualTo(8080);
  }

  @Test
  void itRunsUnderRestrictedPodSecurity() {
    var security = injected(SHOP).at("/spec/initContainers/0/securityContext");

    assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
    assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(security.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
  }

  @Test
  void theKernelLeadsConnectionsWhereItIsAskedTo() {
    var template = transparent(SHOP);

    assertThat(template.at("/spec/initContainers/0/name").asText()).isEqualTo("reprise-proxy");
    assertThat(words(template.at("/spec/initContainers/0/args")))
        .containsSubsequence("--transparent-inbound-port", "14143")
        .containsSubsequence("--transparent-outbound-port", "14140")
        .doesNotContain("--app-port", "--outbound-port");
    assertThat(template.at("/spec/initContainers/1/name").asText()).isEqualTo("reprise-rules");
    assertThat(words(template.at("/spec/initContainers/1/args")))
        .startsWith("rules", "apply", "--proxy-user", "65532")
        .containsSubsequence("--exclude-inbound-port", "14144")
        .containsSubsequence("--exclude-address", "$(KUBERNETES_SERVICE_HOST)");
    var shop = template.at("/spec/containers/0");
    assertThat(env(shop, "SSL_CERT_FILE")).isPresent();
    assertThat(env(shop, "HTTP_PROXY")).isEmpty();
    assertThat(env(shop, "JAVA_TOOL_OPTIONS"))
        .hasValueSatisfying(
            value -> assertThat(value).contains("trustStore").doesNotContain("proxyHost"));
    assertThat(shop.path("ports")).isEqualTo(Documents.one(SHOP).at("/spec/containers/0/ports"));
    assertThat(Injection.removed(template)).isEqualTo(Documents.one(SHOP));
  }

  /** Of all containers, the one that is gone before the application starts alone. */
  @Test
  void onlyTheRulesNeedRights() {
    var template = transparent(SHOP);

    assertThat(words(template.at("/spec/initContainers/1/securityContext/capabilities/add")))
        .containsExactly("NET_ADMIN", "NET_RAW");
    assertThat(template.findValues("add")).hasSize(1);
    assertThat(template.at("/spec/initContainers/1").has("restartPolicy")).isFalse();
    assertThat(template.at("/spec/initContainers/0/securityContext"))
        .isEqualTo(injected(SHOP).at("/spec/initContainers/0/securityContext"));
  }

  @Test
  void anAnnotationSaysOtherwiseThanTheSettings() {
    var template =
        SHOP.replace("labels:", "annotations: {reprise.dev/transparent: 'false'}, labels:");

    assertThat(transparent(template).findValuesAsText("name")).doesNotContain("reprise-rules");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "containers: [{name: a, securityContext: {runAsUser: 65532}}] | runs as user 65532",
        "securityContext: {runAsUser: 65532}, containers: [{name: a}] | runs as user 65532",
        "containers: [{name: a, livenessProbe: {tcpSocket: {port: 80}}}] | only connects to port 80",
        "containers: [{name: a, ports: [{name: db, containerPort: 5}], startupProbe: {tcpSocket:"
            + " {port: db}}}] | only connects to port db",
        "containers: [{name: reprise-rules}] | no record",
        "containers: [{name: a, env: [{name: JAVA_TOOL_OPTIONS, valueFrom: {}}]}] | from elsewhere",
      })
  void refusesPodsWhoseConnectionsCannotBeLed(String spec, String why) {
    assertThat(transparentProblems("{metadata: {}, spec: {" + spec + "}}"))
        .anySatisfy(problem -> assertThat(problem).contains(why));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "reprise.dev/app-port: '8080' | records every port",
        "reprise.dev/exclude-inbound-ports: http | must hold ports",
        "reprise.dev/exclude-outbound-ports: '1-2-3' | must hold ports",
        "reprise.dev/exclude-addresses: pay.test | must hold addresses",
        "{reprise.dev/app-port: none, reprise.dev/outbound: 'false'} | Nothing is left to record",
      })
  void refusesAnnotationsThatMakeNoSenseThere(String annotations, String why) {
    String block = annotations.startsWith("{") ? annotations : "{" + annotations + "}";
    var template = SHOP.replace("labels:", "annotations: " + block + ", labels:");

    assertThat(transparentProblems(template))
        .anySatisfy(problem -> assertThat(problem).contains(why));
  }

  @Test
  void aProxyOfTheApplicationsOwnIsNoObstacleThere() {
    var template = "spec: {containers: [{name: a, env: [{name: https_proxy, value: x}]}]}";

    assertThat(transparentProblems(template)).isEmpty();
  }

  @Test
  void newSettingsTakeThePlaceOfOldOnes() {
    var usual = SidecarSettings.DEFAULT;
    var newer =
        new SidecarSettings(
            "reprise/capture-proxy:2",
            "Never",
            "ingest.test:7401",
            Optional.of("reprise-token"),
            usual.resources(),
            usual.user());

    var twice = done(Injection.inject(injected(SHOP), "shop", newer)).template();

    assertThat(twice)
        .isEqualTo(done(Injection.inject(Documents.one(SHOP), "shop", newer)).template());
    assertThat(twice.at("/spec/initContainers/0/env/0/valueFrom/secretKeyRef/name").asText())
        .isEqualTo("reprise-token");
  }

  @Test
  void whatOthersHaveChangedSinceStays() {
    var template = injected(SHOP);
    var options = (ObjectNode) variable(template.at("/spec/containers/0"), "JAVA_TOOL_OPTIONS");
    options.put("value", options.path("value").asText() + " -javaagent:/other.jar");
    ((ObjectNode) variable(template.at("/spec/containers/0"), "CURL_CA_BUNDLE"))
        .put("value", "/theirs.pem");

    var left = Injection.removed(template);

    assertThat(env(left.at("/spec/containers/0"), "JAVA_TOOL_OPTIONS"))
        .hasValueSatisfying(value ->
            assertThat(value)
                .startsWith("-Xmx1g")
                .endsWith("-javaagent:/other.jar")
                .doesNotContain("trustStore", "proxyHost"));
    assertThat(env(left.at("/spec/containers/0"), "CURL_CA_BUNDLE")).contains("/theirs.pem");
    assertThat(left.toString()).doesNotContain("reprise");
  }

  @Test
  void anApiServersDefaultsInTheSidecarGoWithIt() {
    var template = injected(SHOP);
    ((ObjectNode) template.at("/spec/initContainers/0")).put("terminationMessagePath", "/x");
    ((ObjectNode) template.at("/spec/volumes/0/emptyDir")).put("medium", "");

    assertThat(Injection.removed(template)).isEqualTo(Documents.one(SHOP));
  }

  @Test
  void aPodOfAReplayIsLeftAlone() {
    var template = SHOP.replace("labels:", "annotations: {reprise.dev/replay: r1}, labels:");

    assertThat(Injection.inject(Documents.one(template), "shop", SidecarSettings.DEFAULT))
        .isInstanceOf(Injected.LeftAlone.class);
  }

  @Test
  void aRecordThatCannotBeReadIsTold() {
    var template = SHOP.replace("labels:", "annotations: {reprise.dev/injection: '{'}, labels:");

    assertThatThrownBy(() -> Injection.removed(Documents.one(template)))
        .isInstanceOf(AppException.class)
        .hasMessageContaining("reprise.dev/injection");
  }

  @Test
  void aRecordThatDoesNotFitIsTold() {
    var template =
        SHOP.replace(
            "labels:",
            "annotations: {reprise.dev/injection: '{\"version\":1,\"changes\":[{}]}'}, labels:");

    assertThatThrownBy(() -> Injection.removed(Documents.one(template)))
        .isInstanceOf(AppException.class)
        .hasMessageContaining("does not fit");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "reprise.dev/app-prot: '80' | 'reprise.dev/app-prot' is unknown",
        "reprise.dev/app-port: '0' | must be a port from 1 to 65535",
        "reprise.dev/app-port: '99999' | must be a port from 1 to 65535",
        "reprise.dev/app-port: grpc | which no container declares",
        "reprise.dev/app-port: Http_1 | must be a port",
        "reprise.dev/outbound: 'no' | must be true or false",
        "reprise.dev/service: 'a b' | must be of letters",
        "reprise.dev/memory-limit: lots | must be of the form",
        "reprise.dev/exclude: 'a b' | must hold hosts",
        "reprise.dev/inbound-port: '8080' | is the application's and the proxy's",
        "reprise.dev/inbound-port: '14140' | not three different ports",
        "{reprise.dev/app-port: none, reprise.dev/outbound: 'false'} | Nothing is left to record",
      })
  void refusesAnnotationsThatMakeNoSense(String annotations, String why) {
    String block = annotations.startsWith("{") ? annotations : "{" + annotations + "}";
    var template = SHOP.replace("labels:", "annotations: " + block + ", labels:");

    assertThat(problems(template)).anySatisfy(problem -> assertThat(problem).contains(why));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hostNetwork: true, containers: [{name: a}] | node's network",
        "os: {name: windows}, containers: [{name: a}] | Windows",
        "containers: [] | no containers",
        "containers: [{name: reprise-proxy}] | no record",
        "containers: [{image: a}] | has no name",
        "containers: [{name: a, env: {}}] | 'env' is no list",
        "containers: [{name: a}], volumes: 7 | 'volumes' is no list",
        "containers: [{name: a, ports: [{containerPort: 1}, {containerPort: 2}]}] | several ports,"
            + " [1, 2]",
        "containers: [{name: a, env: [{name: https_proxy, value: x}]}] | has a proxy already",
        "containers: [{name: a, env: [{name: JAVA_TOOL_OPTIONS, valueFrom: {}}]}] | from elsewhere",
      })
  void refusesPodsThatCannotHaveIt(String spec, String why) {
    assertThat(problems("spec: {" + spec + "}"))
        .anySatisfy(problem -> assertThat(problem).contains(why));
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertThat(
            problems(
                "metadata: {annotations: {reprise.dev/outbound: x, reprise.dev/health-port: y}}\n"
                    + "spec: {hostNetwork: true, containers: [{name: a}]}"))
        .hasSize(3);
  }

  private static List<String> problems(String template) {
    var injected = Injection.inject(Documents.one(template), "shop", SidecarSettings.DEFAULT);
    return injected instanceof Injected.Refused(var problems) ? problems : List.of();
  }

  private static List<String> transparentProblems(String template) {
    var injected = Injection.inject(Documents.one(template), "shop", TRANSPARENT);
    return injected instanceof Injected.Refused(var problems) ? problems : List.of();
  }

  private static ObjectNode transparent(String template) {
    return done(Injection.inject(Documents.one(template), "shop", TRANSPARENT)).template();
  }

  private static ObjectNode injected(String template) {
    return done(Injection.inject(Documents.one(template), "shop", SidecarSettings.DEFAULT))
        .template();
  }

  private static Injected.Done done(Injected injected) {
    assertThat(injected).isInstanceOf(Injected.Done.class);
    return (Injected.Done) injected;
  }

  private static Optional<String> env(JsonNode container, String name) {
    var variable = variable(container, name);
    return variable.isMissingNode()
        ? Optional.empty()
        : Optional.of(variable.path("value").asText());
  }

  private static JsonNode variable(JsonNode container, String name) {
    for (JsonNode variable : container.path("env")) {
      if (variable.path("name").asText().equals(name)) {
        return variable;
      }
    }
    return container.path("absent");
  }

  private static List<String> words(JsonNode list) {
    var words = new ArrayList<String>();
    ((ArrayNode) list).forEach(word -> words.add(word.asText()));
    return words;
  }
}
