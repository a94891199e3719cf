// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.warehouse.query.TrafficFacets;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Enum;

/** A field whose values can be listed, as the schema shows it. */
@Enum("FacetField")
@Description("A field of pairs whose values can be listed with their counts.")
public enum FacetField {
  /** The recorded service. */
  @Description("The recorded service.")
  SERVICE,
  /** To it or from it. */
  @Description("IN or OUT.")
  DIRECTION,
  /** What is spoken. */
  @Description("What is spoken, e.g. http, json, grpc.")
  TECHNOLOGY,
  /** The request's method. */
  @Description("The request's method.")
  METHOD,
  /** The host asked for. */
  @Description("The host asked for, without its port.")
  HOST,
  /** Method and path template. */
  @Description("Method and path template, e.g. GET /users/{id}.")
  ENDPOINT,
  /** The response's status. */
  @Description("The response's status; 0 when no response was seen.")
  STATUS,
  /** Whether it was encrypted. */
  @Description("true when the connection was encrypted, else false.")
  TLS,
  /** The replay it was seen in. */
  @Description("The replay a pair was seen in; empty outside replays.")
  REPLAY,
  /** How long it took. */
  @Description(
      "The upper end of the band of its duration in milliseconds: 1, 10, 100, and so on; 0 when no"
          + " response was seen.")
  DURATION;

  static FacetField of(TrafficFacets.Field field) {
    return valueOf(field.name());
  }

  TrafficFacets.Field field() {
    return TrafficFacets.Field.valueOf(name());
  }
}
