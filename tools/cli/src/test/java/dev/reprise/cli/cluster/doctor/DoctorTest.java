// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.cluster.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.cli.cluster.doctor.Finding.Verdict;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A healthy cluster has nothing wrong; of one with a fault, that fault is told and no other. */
class DoctorTest {

  private static String valid = "";
  private static String ended = "";

  private final SickCluster cluster = new SickCluster(valid);

  @BeforeAll
  static void makeCertificates() throws Exception {
    valid = Authorities.from("-1d");
    ended = Authorities.from("-9d");
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void findsNothingWrongWhereNothingIs() {
    assertThat(examine())
        .hasSizeGreaterThan(10)
        .allSatisfy(one -> {
          assertThat(one.verdict()).as(one.toString()).isEqualTo(Verdict.OK);
          assertThat(one.remedy()).isEmpty();
        })
        .extracting(Finding::detail)
        .anyMatch(detail -> detail.startsWith("v1.36.2 at http"));
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("an old API server", one -> one.minor = "28+", "native sidecars", "1.29 or newer"),
        fault(
            "no definition",
            one -> definition(one.client(), "trafficcaptures").delete(),
            "is not defined",
            "kubectl apply -k k8s/crds"),
        fault(
            "another version's definition",
            one ->
                definition(one.client(), "trafficreplays")
                    .edit(there -> {
                      schema(there).getProperties().remove("status");
                      return there;
                    }),
            "another version of Reprise",
            "kubectl apply -k k8s/crds"),
        fault(
            "no version 1",
            one ->
                definition(one.client(), "trafficreplays")
                    .edit(there -> {
                      there.getSpec().getVersions().getFirst().setName("v0");
                      return there;
                    }),
            "version v1 is not defined",
            "kubectl apply -k k8s/crds"),
        fault(
            "a right of yours",
            one -> one.missing.add("create trafficreplays"),
            "missing: create trafficreplays.reprise.dev",
            "Role in shop"),
        fault(
            "a right of the operator",
            one -> one.missing.add("operator: patch jobs"),
            "missing: patch jobs.batch",
            "k8s/base/rbac.yaml"),
        fault(
            "no service",
            one ->
                one.client().services().inNamespace("reprise").withName("reprise-query").delete(),
            "no such Service",
            "kubectl apply -k k8s/overlays/minimal"),
        fault(
            "no pod",
            one -> one.client().pods().inNamespace("reprise").withName("ingest-1").delete(),
            "has no pods",
            "describe pods"),
        fault(
            "a pod that waits",
            DoctorTest::letAPodWait,
            "container query waits: ImagePullBackOff, no such image",
            "describe pods"),
        fault(
            "a service that is not ready",
            one -> one.silent.add("reprise-snapshot:7403"),
            "does not say that it is ready",
            "logs"),
        fault(
            "no webhook",
            one ->
                one.client()
                    .admissionRegistration()
                    .v1()
                    .mutatingWebhookConfigurations()
                    .withName("reprise-inject")
                    .delete(),
            "new pods are not recorded",
            "reprise.operator.webhook.enabled"),
        fault("a certificate that ran out", one -> one.trust(ended), "ran out", "Delete Secret"),
        fault("nothing trusted", one -> one.trust(""), "nothing is trusted", "Delete Secret"),
        fault("no certificate", one -> one.trust("?"), "cannot be read", "Delete Secret"),
        fault(
            "a webhook out of reach",
            one -> one.silent.add("reprise-webhook"),
            "does not reach Service reprise-webhook",
            "port 8443"),
        fault(
            "no namespace",
            one -> one.client().namespaces().withName("shop").delete(),
            "none of this name",
            "--for"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void tellsOneFaultAndItsRemedy(
      String name, Consumer<SickCluster> breaking, String detail, String remedy) {
    breaking.accept(cluster);

    assertThat(examine())
        .filteredOn(one -> one.verdict() != Verdict.OK)
        .as(name)
        .singleElement()
        .satisfies(one -> {
          assertThat(one.verdict()).isEqualTo(Verdict.PROBLEM);
          assertThat(one.detail()).contains(detail);
          assertThat(one.remedy()).contains(remedy);
        });
  }

  @Test
  void saysWhatPodSecurityAllows() {
    cluster.namespace(
        "shop",
        Map.of(
            "pod-security.kubernetes.io/enforce", "baseline", "reprise.dev/injection", "disabled"));

    assertThat(examine())
        .filteredOn(one -> one.verdict() == Verdict.NOTE)
        .satisfiesExactly(
            security -> {
              assertThat(security.detail()).contains("proxy settings works", "NET_ADMIN");
              assertThat(security.remedy()).contains("enforce=privileged");
            },
            injection -> assertThat(injection.remedy()).contains("reprise.dev/injection-"));

    cluster.namespace(
        "shop",
        Map.of(
            "pod-security.kubernetes.io/enforce",
            "privileged",
            "reprise.dev/injection",
            "enabled"));
    assertThat(examine()).allMatch(one -> one.verdict() == Verdict.OK);
  }

  @Test
  void goesOnWhereItMayNotLook() {
    cluster.forbidden.addAll(
        List.of("/subjectaccessreviews", "customresourcedefinitions", "/proxy/"));

    assertThat(examine())
        .filteredOn(one -> one.verdict() != Verdict.OK)
        .extracting(Finding::what)
        .containsExactly("definitions", "the operator's rights in shop", "services", "webhook");
    assertThat(examine())
        .noneMatch(one -> one.verdict() == Verdict.PROBLEM)
        .anyMatch(one -> one.what().equals("pod security of shop"));
  }

  @Test
  void asksNothingMoreOfAnApiServerThatDoesNotAnswer() {
    cluster.shutDown();

    assertThat(examine())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.verdict()).isEqualTo(Verdict.UNKNOWN);
          assertThat(one.what()).isEqualTo("API server");
          assertThat(one.remedy()).contains("kubectl version");
        });
  }

  private List<Finding> examine() {
    return Doctor.examine(new Cluster(cluster.client(), "reprise", List.of("shop")));
  }

  private static Arguments fault(
      String name, Consumer<SickCluster> breaking, String detail, String remedy) {
    return Arguments.of(name, breaking, detail, remedy);
  }

  private static io.fabric8.kubernetes.client.dsl.Resource<CustomResourceDefinition> definition(
      KubernetesClient client, String plural) {
    return client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(plural + ".reprise.dev");
  }

  private static io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps schema(
      CustomResourceDefinition definition) {
    return definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
  }

  private static void letAPodWait(SickCluster cluster) {
    cluster
        .client()
        .pods()
        .inNamespace("reprise")
        .withName("query-1")
        .edit(pod ->
            new io.fabric8.kubernetes.api.model.PodBuilder(pod)
                .editStatus()
                .addNewContainerStatus()
                .withName("query")
                .withNewState()
                .withNewWaiting()
                .withReason("ImagePullBackOff")
                .withMessage("no such image")
                .endWaiting()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build());
  }
}
