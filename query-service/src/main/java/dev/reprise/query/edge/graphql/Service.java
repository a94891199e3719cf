// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.warehouse.query.ServiceSummary;
import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;

/** A service, as the schema shows it. */
@Description("A recorded service.")
public record Service(
    @NonNull @Description("Its name.") String name,
    @Description("How many pairs came to it.") long inbound,
    @Description("How many pairs it sent to others.") long outbound,
    @Description("How many of both failed: status 500 or above, or no response.") long errors,
    @NonNull @Description("When its first pair began.") Instant firstSeen,
    @NonNull @Description("When its last pair began.") Instant lastSeen) {

  static Service of(ServiceSummary summary) {
    return new Service(
        summary.service(),
        summary.inbound(),
        summary.outbound(),
        summary.errors(),
        Times.instant(summary.firstNanos()),
        Times.instant(summary.lastNanos()));
  }
}
