// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.cluster;

import dev.reprise.orchestrator.operator.OperatorConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An API server and controllers in memory. */
public final class MemoryCluster implements TestCluster {

  private static final String NAMESPACE = "shop";

  private final ApiServer server = new ApiServer();
  private final KubernetesClient client = server.client("test");
  private final KubernetesClient controllersClient = server.client("controllers");
  private final SimulatedRuns runs = new SimulatedRuns(TestAuthority.pem());
  private final Controllers controllers = new Controllers(controllersClient, runs, NAMESPACE);
  private final List<KubernetesClient> clients = new ArrayList<>();

  /** The server, for what only it can do. */
  public ApiServer server() {
    return server;
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public KubernetesClient clientFor(String operator) {
    var made = server.client(operator);
    clients.add(made);
    return made;
  }

  @Override
  public String namespace() {
    return NAMESPACE;
  }

  @Override
  public OperatorConfig config() {
    return TestConfig.with(
        Map.of(
            "poll", "PT0.015S",
            "leader-election.enabled", "false",
            "agents.token", "an-editors-token",
            "report-url", "https://reprise.test/reports/{id}"));
  }

  @Override
  public SimulatedRuns runs() {
    return runs;
  }

  @Override
  public void breakDown(String deployment) {
    controllers.breakDown(deployment);
  }

  @Override
  public void close() {
    controllers.close();
    clients.forEach(KubernetesClient::close);
    controllersClient.close();
    client.close();
    server.close();
  }
}
