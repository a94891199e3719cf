// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.warehouse.query.EndpointSummary;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;

/** An endpoint, as the schema shows it. */
@Description("A method and path template that a service was asked for, or asked others for.")
public record Endpoint(
    @NonNull @Description("The recorded service.") String service,
    @NonNull @Description("To the service, or from it.") Way direction,
    @NonNull @Description("Of outbound calls, the host asked for; of inbound ones, any that was.")
        String host,
    @NonNull @Description("Method and path template, e.g. GET /users/{id}.") String endpoint,
    @NonNull @Description("What is spoken, e.g. http, json, grpc.") String technology,
    @Description("How many pairs.") long count,
    @Description("Share of status 500 or above or no response, 0 to 1.") double errorRate,
    @NonNull @Description("Latency of responses, in milliseconds.") Latency latency) {

  static Endpoint of(EndpointSummary summary) {
    return new Endpoint(
        summary.service(),
        Way.of(summary.direction()),
        summary.host(),
        summary.endpoint(),
        summary.technology(),
        summary.count(),
        summary.errorRate(),
        Latency.of(summary.latency()));
  }
}
