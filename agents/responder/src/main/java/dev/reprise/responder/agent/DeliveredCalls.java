// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.agent;

import dev.reprise.responder.book.MockBook;
import dev.reprise.responder.serve.Journal;
import dev.reprise.responder.serve.ServedCall;
import dev.reprise.shipping.ReplayDelivery;
import dev.reprise.traffic.pair.Origin;
import java.util.Map;

/**
 * Delivers what was served to the orchestrator and to ingest-service.
 *
 * @param replayId marks every pair
 */
record DeliveredCalls(ReplayDelivery<ServedCall> delivery, MockBook book, String replayId)
    implements Journal {

  @Override
  public void served(ServedCall call) {
    delivery.outcome(call);
    var service = book.serviceOf(call.request().authority());
    delivery.pair(call.pair(new Origin(service, replayId, Map.of())));
  }

  @Override
  public boolean isCrowded() {
    return delivery.isCrowded();
  }
}
