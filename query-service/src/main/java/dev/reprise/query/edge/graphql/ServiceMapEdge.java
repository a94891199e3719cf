// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.warehouse.query.MapEdge;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** An edge of the service map, as the schema shows it. */
@Description("Who calls whom.")
public record ServiceMapEdge(
    @NonNull @Description("The calling service; 'clients' for callers that are not recorded.")
        String from,
    @NonNull @Description("The called service where it is recorded too, else the host asked for.")
        String to,
    @NonNull @Description("As the recorded service saw it.") Way direction,
    @Description("The port that was asked for; null where it is not known.") @Nullable Integer port,
    @NonNull @Description("What is spoken, e.g. http, json, grpc.") String technology,
    @Description("Whether it was encrypted.") boolean tls,
    @Description("How many pairs.") long count,
    @Description("Share of status 500 or above or no response, 0 to 1.") double errorRate,
    @NonNull @Description("Latency of responses, in milliseconds.") Latency latency) {

  static ServiceMapEdge of(MapEdge edge) {
    return new ServiceMapEdge(
        edge.from(),
        edge.to(),
        Way.of(edge.direction()),
        edge.port() == 0 ? null : edge.port(),
        edge.technology(),
        edge.tls(),
        edge.count(),
        edge.errorRate(),
        Latency.of(edge.latency()));
  }
}
