// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.reconcile;

import dev.reprise.orchestrator.operator.cluster.TestCluster;
import dev.reprise.orchestrator.operator.runs.Snapshots;
import dev.reprise.orchestrator.operator.start.OperatorProcess;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.time.Clock;
import java.util.List;

/** An operator as it runs in the service, with a snapshot of the shop to replay. */
final class OperatorUnderTest implements AutoCloseable {

  /** What there is to replay. */
  static final Snapshots SNAPSHOTS =
      (name, version) -> {
        if (!name.equals("checkout") || version > 3) {
          throw new AppException(ErrorKind.NOT_FOUND, "SNAPSHOT_NOT_FOUND", "no " + name, "");
        }
        return new Snapshots.Facts(
            version == 0 ? 3 : version,
            List.of(
                new Snapshots.Slice("in:shop", true, "shop.test"),
                new Snapshots.Slice("in:cart", true, "cart.test"),
                new Snapshots.Slice("out:payment.shop.test", false, "payment.shop.test"),
                new Snapshots.Slice(
                    "out:inventory.shop.test:9443", false, "inventory.shop.test:9443"),
                new Snapshots.Slice("out:10.1.2.3", false, "10.1.2.3")));
      };

  private final OperatorProcess process;

  private OperatorUnderTest(OperatorProcess process) {
    this.process = process;
  }

  static OperatorUnderTest start(TestCluster cluster, String name) {
    var client = cluster.clientFor(name);
    var process =
        new OperatorProcess(
            client,
            cluster.config(),
            List.of(
                new TrafficReplayReconciler(
                    client, cluster.config(), cluster.runs(), SNAPSHOTS, Clock.systemUTC()),
                new TrafficCaptureReconciler(client, cluster.config(), Clock.systemUTC())));
    process.start();
    return new OperatorUnderTest(process);
  }

  @Override
  public void close() {
    process.close();
  }
}
