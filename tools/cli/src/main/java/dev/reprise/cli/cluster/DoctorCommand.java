// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.cluster;

import dev.reprise.cli.cluster.doctor.Cluster;
import dev.reprise.cli.cluster.doctor.Doctor;
import dev.reprise.cli.cluster.doctor.Finding;
import dev.reprise.cli.cluster.doctor.Finding.Verdict;
import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.output.Column;
import dev.reprise.command.ExitStatus;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reprise doctor}: what would keep Reprise from working in a cluster. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at a Kubernetes cluster and says what is wrong, and the remedy.",
      "Exits 0 when nothing is, 3 when something is or could not be looked at."
    },
    footerHeading = "%nExample:%n",
    footer = "  reprise doctor --for shop")
public final class DoctorCommand implements Callable<Integer> {

  private static final int REQUEST_LIMIT_MILLIS = 10_000;
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("verdict", "VERDICT"),
          Column.text("what", "WHAT"),
          Column.text("detail", "DETAIL"));

  @Mixin private CommandContext context = new CommandContext();

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Where the cluster is described (default: $KUBECONFIG, else ~/.kube/config).")
  private Optional<Path> kubeconfig = Optional.empty();

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "A context of that file (default: its current one).")
  private Optional<String> clusterContext = Optional.empty();

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      defaultValue = "reprise",
      description = "Where Reprise runs (default: ${DEFAULT-VALUE}).")
  private String namespace = "reprise";

  @Option(
      names = "--for",
      paramLabel = "NAMESPACE",
      description = "Where workloads are recorded or replayed; several times for several.")
  private List<String> applications = List.of("default");

  @Override
  public Integer call() {
    List<Finding> findings;
    try (KubernetesClient client = client()) {
      findings = Doctor.examine(new Cluster(client, namespace, applications));
    }
    print(findings);
    boolean isWell =
        findings.stream()
            .allMatch(one -> one.verdict() == Verdict.OK || one.verdict() == Verdict.NOTE);
    return isWell ? ExitStatus.OK : ExitStatus.FAILED;
  }

  private KubernetesClient client() {
    String name = clusterContext.orElse(null);
    try {
      Config found =
          kubeconfig
              .map(file -> Config.fromKubeconfig(name, file.toFile()))
              .orElseGet(() -> Config.autoConfigure(name));
      var config =
          new ConfigBuilder(found)
              .withRequestRetryBackoffLimit(0)
              .withConnectionTimeout(REQUEST_LIMIT_MILLIS)
              .withRequestTimeout(REQUEST_LIMIT_MILLIS)
              .build();
      return new KubernetesClientBuilder().withConfig(config).build();
    } catch (KubernetesClientException e) {
      throw unusable(e);
    }
  }

  private static AppException unusable(@Nullable Exception cause) {
    return new AppException(
        ErrorKind.USER,
        "CLUSTER_UNKNOWN",
        "Which cluster is meant cannot be read: %s.".formatted(cause),
        "Name a file that 'kubectl' takes by --kubeconfig or KUBECONFIG, and one of its contexts by --context.",
        Map.of(),
        cause);
  }

  private void print(List<Finding> findings) {
    var printer = context.printer();
    printer.rows(COLUMNS, findings.stream().map(DoctorCommand::row).toList());
    if (printer.isForPeople()) {
      findings.stream()
          .filter(one -> !one.remedy().isEmpty())
          .forEach(one -> printer.text("\n%s: %s".formatted(one.what(), one.remedy())));
    }
  }

  private static Map<String, Object> row(Finding finding) {
    var row = new LinkedHashMap<String, Object>();
    row.put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT));
    row.put("what", finding.what());
    row.put("detail", finding.detail());
    row.put("remedy", finding.remedy());
    return row;
  }
}
