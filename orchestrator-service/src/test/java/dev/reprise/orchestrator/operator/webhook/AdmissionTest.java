// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.injection.Injected;
import dev.reprise.injection.Injection;
import dev.reprise.injection.SidecarSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Admission ADMISSION = new Admission(SidecarSettings.DEFAULT);
  private static final String POD =
      """
      {"metadata": {"generateName": "shop-7d4-", "labels": {"app": "shop", "pod-template-hash": "7d4"},
        "ownerReferences": [{"controller": true, "kind": "ReplicaSet", "name": "shop-7d4"}]},
       "spec": {"containers": [{"name": "shop", "image": "shop:1", "ports": [{"containerPort": 8080}]}],
        "serviceAccountName": "default"}}\
      """;

  @Test
  void thePatchMakesThePodWhatInjectionMakesIt() throws Exception {
    var pod = (ObjectNode) JSON.readTree(POD);

    var response = answered(review(POD));

    var wanted = (Injected.Done) Injection.inject(pod, "shop", SidecarSettings.DEFAULT);
    assertThat(response.path("allowed").asBoolean()).isTrue();
    assertThat(response.path("uid").asText()).isEqualTo("u-1");
    assertThat(response.path("patchType").asText()).isEqualTo("JSONPatch");
    assertThat(patched(pod, response)).isEqualTo(wanted.template());
    assertThat(wanted.template().toString()).contains("\"--service\",\"shop\"");
  }

  @Test
  void askedAgainItAddsNothingAndKeepsWhatOthersAdded() throws Exception {
    var pod = patched((ObjectNode) JSON.readTree(POD), answered(review(POD)));
    ((ObjectNode) pod.at("/spec/containers/0")).put("tty", true);
    ((ObjectNode) pod.at("/spec/initContainers/0")).put("terminationMessagePath", "/defaulted");

    var again = patched(pod, answered(review(pod.toString())));

    assertThat(again.at("/spec/initContainers")).hasSize(1);
    assertThat(again.at("/spec/containers/0/tty").asBoolean()).isTrue();
    assertThat(answered(review(again.toString())).has("patch")).isFalse();
  }

  @Test
  void aPodThatCannotHaveTheProxyStartsAndWhoeverMadeItIsWarned() throws Exception {
    var response =
        answered(review(POD.replace("\"spec\": {", "\"spec\": {\"hostNetwork\": true,")));

    assertThat(response.path("allowed").asBoolean()).isTrue();
    assertThat(response.has("patch")).isFalse();
    assertThat(response.at("/warnings/0").asText())
        .startsWith("reprise: not recorded: ")
        .contains("node's network");
  }

  @Test
  void aRecordThatCannotBeReadIsAWarningToo() throws Exception {
    var response =
        answered(
            review(
                POD.replace(
                    "\"labels\"",
                    "\"annotations\": {\"reprise.dev/injection\": \"{\"}, \"labels\"")));

    assertThat(response.path("allowed").asBoolean()).isTrue();
    assertThat(response.at("/warnings/0").asText()).contains("reprise.dev/injection");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"operation\": \"UPDATE\"",
        "\"operation\": \"DELETE\", \"object\": null",
        "\"resource\": {\"group\": \"apps\", \"version\": \"v1\", \"resource\": \"deployments\"}",
        "\"subResource\": \"exec\"",
        "\"object\": null",
        "\"object\": [1]",
      })
  void whatIsNoNewPodIsAllowedAsItIs(String difference) throws Exception {
    var response = answered(review(POD).replace("\"x\": 0", difference));

    assertThat(response.path("allowed").asBoolean()).isTrue();
    assertThat(response.has("patch")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no",
        "{",
        "[]",
        "null",
        "{}",
        "{\"apiVersion\": \"admission.k8s.io/v1beta1\", \"kind\": \"AdmissionReview\", \"request\": {\"uid\": \"u\"}}",
        "{\"apiVersion\": \"admission.k8s.io/v1\", \"kind\": \"Pod\", \"request\": {\"uid\": \"u\"}}",
        "{\"apiVersion\": \"admission.k8s.io/v1\", \"kind\": \"AdmissionReview\"}",
        "{\"apiVersion\": \"admission.k8s.io/v1\", \"kind\": \"AdmissionReview\", \"request\": 1}",
      })
  void whatIsNoReviewIsTold(String body) {
    assertThatThrownBy(() -> ADMISSION.answer(body.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Admission.MalformedReviewException.class)
        .hasMessageStartingWith("This is no AdmissionReview of admission.k8s.io/v1: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"spec\": 1}",
        "{\"spec\": {\"containers\": 7}}",
        "{\"metadata\": [], \"spec\": {\"containers\": [1, null, \"x\"]}}",
        "{\"metadata\": {\"annotations\": 1}, \"spec\": {\"containers\": [{\"name\": \"a\", \"env\": {}}]}}",
        "{\"metadata\": {\"annotations\": {\"reprise.dev/injection\": \"{\\\"version\\\":1,\\\"changes\\\":[{}]}\"}}}",
      })
  void aPodOfAShapeThatIsNoneIsAllowedAsItIs(String pod) throws Exception {
    var response = answered(review(pod));

    assertThat(response.path("allowed").asBoolean()).isTrue();
    assertThat(response.has("patch")).isFalse();
    assertThat(response.path("warnings")).isNotEmpty();
  }

  static String review(String pod) {
    return """
    {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "u-1",
     "resource": {"group": "", "version": "v1", "resource": "pods"}, "operation": "CREATE",
     "object": %s, "x": 0}}\
    """
        .formatted(pod);
  }

  private static JsonNode answered(String review) throws Exception {
    var answer = JSON.readTree(ADMISSION.answer(review.getBytes(StandardCharsets.UTF_8)));
    assertThat(answer.path("apiVersion").asText()).isEqualTo("admission.k8s.io/v1");
    assertThat(answer.path("kind").asText()).isEqualTo("AdmissionReview");
    return answer.get("response");
  }

  /** RFC 6902, as far as members of objects go. */
  static ObjectNode patched(ObjectNode pod, JsonNode response) throws IOException {
    var patched = pod.deepCopy();
    for (JsonNode change : patch(response)) {
      String path = change.path("path").asText();
      int last = path.lastIndexOf('/');
      var parent = (ObjectNode) patched.at(path.substring(0, last));
      if (change.path("op").asText().equals("remove")) {
        assertThat(parent.remove(path.substring(last + 1))).isNotNull();
      } else {
        parent.set(path.substring(last + 1), change.get("value"));
      }
    }
    return patched;
  }

  private static JsonNode patch(JsonNode response) throws JsonProcessingException {
    return JSON.readTree(
        new String(
            Base64.getDecoder().decode(response.path("patch").asText()), StandardCharsets.UTF_8));
  }
}
