// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.kit.EdgeGuard;
import dev.reprise.kit.Permissions;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLNamedType;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.graphql.api.Context;
import io.smallrye.graphql.cdi.event.BeforeDataFetch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/**
 * Lets only callers ask for a query, a mutation or a subscription who may, by the table of {@link
 * Permissions}. What lies below them belongs to them.
 */
@ApplicationScoped
class OperationGuard {

  private static final Set<String> ROOTS = Set.of("Query", "Mutation", "Subscription");

  private final CurrentVertxRequest request;

  OperationGuard(CurrentVertxRequest request) {
    this.request = request;
  }

  void check(@Observes @BeforeDataFetch Context context) {
    var type = context.unwrap(DataFetchingEnvironment.class).getParentType();
    if (type instanceof GraphQLNamedType named && ROOTS.contains(named.getName())) {
      Permissions.require(
          EdgeGuard.callerOf(request.getCurrent()),
          Permissions.graphQl(named.getName(), context.getFieldName()));
    }
  }
}
