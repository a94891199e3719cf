// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.agent;

import dev.reprise.generator.run.Results;
import dev.reprise.shipping.ReplayDelivery;
import dev.reprise.traffic.pair.UnstampedPair;
import dev.reprise.traffic.report.RequestOutcome;

/** Delivers results to the orchestrator and to ingest-service. */
record DeliveredResults(ReplayDelivery<Judged> delivery) implements Results {

  @Override
  public void outcome(RequestOutcome outcome, boolean success) {
    delivery.outcome(new Judged(outcome, success));
  }

  @Override
  public void pair(UnstampedPair pair) {
    delivery.pair(pair);
  }

  @Override
  public boolean isCrowded() {
    return delivery.isCrowded();
  }
}
