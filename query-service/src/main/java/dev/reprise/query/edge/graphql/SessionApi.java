// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.kit.Access;
import dev.reprise.kit.EdgeGuard;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Enum;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

/** Tells callers who they are here. */
@GraphQLApi
public class SessionApi {

  private final Access access;
  private final CurrentVertxRequest request;
  private final String version;

  SessionApi(
      Access access,
      CurrentVertxRequest request,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.access = access;
    this.request = request;
    this.version = version;
  }

  /** What a caller may do, as the schema shows it; a recorder may not even ask. */
  @Enum("Role")
  @Description("What a caller may do; each role includes those before it.")
  public enum Role {
    /** Sees traffic. */
    @Description("Sees traffic with its credentials hidden.")
    VIEWER,
    /** Makes snapshots and replays. */
    @Description("Sees traffic whole, and makes snapshots and replays.")
    EDITOR,
    /** Everything. */
    @Description("Everything.")
    ADMIN
  }

  /** Who a caller is, as the schema shows it. */
  @Description("Who the caller is here.")
  public record Session(
      @NonNull @Description("The caller's name, as it is noted with what the caller does.")
          String name,
      @NonNull @Description("What the caller may do.") Role role,
      @Description("Whether the service answers to this machine only.") boolean local,
      @NonNull @Description("The version of Reprise.") String version) {}

  /** The caller's session. */
  @Query
  @Description("Who the caller is here.")
  public Session session() {
    var caller = EdgeGuard.callerOf(request.getCurrent());
    return new Session(
        caller.name(), Role.valueOf(caller.role().name()), access.isLocal(), version);
  }
}
