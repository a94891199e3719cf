// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.kit.EdgeGuard;
import dev.reprise.kit.Permissions;
import dev.reprise.query.read.Pairs;
import dev.reprise.query.read.Tails;
import dev.reprise.traffic.display.Display;
import dev.reprise.warehouse.query.PairCursor;
import dev.reprise.warehouse.query.PairReader;
import dev.reprise.warehouse.query.PairSearch;
import dev.reprise.warehouse.query.TrafficFigures;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.graphql.api.Subscription;
import io.smallrye.mutiny.Multi;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Source;
import org.jspecify.annotations.Nullable;

/**
 * What people can ask of recorded traffic.
 *
 * <p><b>Threads:</b> queries run on virtual threads; the subscription emits on them.
 */
@GraphQLApi
public class TrafficApi {

  private final PairReader reader;
  private final PairSearch search;
  private final TrafficFigures figures;
  private final Tails tails;
  private final CurrentVertxRequest request;

  TrafficApi(
      PairReader reader,
      PairSearch search,
      TrafficFigures figures,
      Tails tails,
      CurrentVertxRequest request) {
    this.reader = reader;
    this.search = search;
    this.figures = figures;
    this.tails = tails;
    this.request = request;
  }

  /** Services by name. */
  @Query
  @Description("The recorded services, by name.")
  @RunOnVirtualThread
  public List<@NonNull Service> services(
      @Description(Arguments.FILTER) @DefaultValue("") String filter,
      @Description(Arguments.FROM) @Nullable Instant from,
      @Description(Arguments.TO) @Nullable Instant to,
      @Description(Arguments.REPLAYS) @DefaultValue("false") boolean includeReplays,
      @Description(Arguments.REPLAY) @DefaultValue("") String replayId) {
    var selection = Arguments.selection(filter, from, to, includeReplays, replayId);
    return figures.services(selection).stream().map(Service::of).toList();
  }

  /** Endpoints, the busiest first. */
  @Query
  @Description("Endpoints with counts, error rates and latency, the busiest first.")
  @RunOnVirtualThread
  public List<@NonNull Endpoint> endpoints(
      @Description(Arguments.FILTER) @DefaultValue("") String filter,
      @Description(Arguments.FROM) @Nullable Instant from,
      @Description(Arguments.TO) @Nullable Instant to,
      @Description(Arguments.REPLAYS) @DefaultValue("false") boolean includeReplays,
      @Description(Arguments.REPLAY) @DefaultValue("") String replayId) {
    var selection = Arguments.selection(filter, from, to, includeReplays, replayId);
    return figures.endpoints(selection).stream().map(Endpoint::of).toList();
  }

  /** The service map. */
  @Query
  @Description("Who calls whom, the busiest first.")
  @RunOnVirtualThread
  public List<@NonNull ServiceMapEdge> serviceMap(
      @Description(Arguments.FILTER) @DefaultValue("") String filter,
      @Description(Arguments.FROM) @Nullable Instant from,
      @Description(Arguments.TO) @Nullable Instant to,
      @Description(Arguments.REPLAYS) @DefaultValue("false") boolean includeReplays,
      @Description(Arguments.REPLAY) @DefaultValue("") String replayId) {
    var selection = Arguments.selection(filter, from, to, includeReplays, replayId);
    return figures.serviceMap(selection).stream().map(ServiceMapEdge::of).toList();
  }

  /** A page of pairs. */
  @Query
  @Description("Pairs, newest first, a page at a time.")
  @RunOnVirtualThread
  public PairConnection pairs(
      @Description(Arguments.FILTER) @DefaultValue("") String filter,
      @Description(Arguments.FROM) @Nullable Instant from,
      @Description(Arguments.TO) @Nullable Instant to,
      @Description("How many pairs a page has, 1 to 1000.") @DefaultValue("50") int first,
      @Description("Where the page before ended.") @Nullable String after,
      @Description(Arguments.REPLAYS) @DefaultValue("false") boolean includeReplays,
      @Description(Arguments.REPLAY) @DefaultValue("") String replayId) {
    var selection = Arguments.selection(filter, from, to, includeReplays, replayId);
    var cursor = after == null ? null : PairCursor.decode(after);
    // 0 is the reader's word for its default; here the schema has one, and 0 is a mistake.
    return PairConnection.of(search.next(selection, first == 0 ? -1 : first, cursor), selection);
  }

  /** How many pairs a page is of. */
  @Description("How many pairs there are in all; counted only when asked for.")
  public long totalCount(@Source PairConnection connection) {
    return reader.count(connection.getSelection()).pairs();
  }

  /** One pair in full. */
  @Query
  @Description("One pair in full. Credentials are hidden unless an editor asks for them.")
  @RunOnVirtualThread
  public Pair pair(
      @NonNull @Name("id") @Description("As a list gives it.") String id,
      @Description("Shows credentials and the bytes as sent; needs the role editor.")
          @DefaultValue("false")
          boolean reveal) {
    if (reveal) {
      Permissions.require(
          EdgeGuard.callerOf(request.getCurrent()), Permissions.graphQl("Query", "pair#reveal"));
    }
    var pairId = Pairs.id(id);
    return Pair.of(
        reader.pair(pairId).orElseThrow(() -> Pairs.unknown(pairId)),
        reveal ? Display.REVEALING : Display.HIDING);
  }

  /** Totals. */
  @Query
  @Description("What the warehouse holds.")
  @RunOnVirtualThread
  public Stats stats() {
    return Stats.of(figures.totals());
  }

  /** The language's help. */
  @Query
  @Description("What the filter language knows, for completion and help.")
  public FilterHelp filterHelp() {
    return FilterHelp.get();
  }

  /** Reads a filter without asking it. */
  @Query
  @Description("Whether a text is a filter, and where it is not.")
  public FilterHelp.FilterCheck checkFilter(@NonNull @Description(Arguments.FILTER) String filter) {
    return FilterHelp.check(filter);
  }

  /** New pairs as they are stored. */
  @Subscription
  @Description(
      "New pairs as they are stored, until the caller leaves. A slow caller misses pairs of busy"
          + " moments.")
  public Multi<@NonNull PairRow> tail(
      @Description(Arguments.FILTER) @DefaultValue("") String filter,
      @Description(Arguments.REPLAYS) @DefaultValue("false") boolean includeReplays,
      @Description(Arguments.REPLAY) @DefaultValue("") String replayId) {
    return tails
        .follow(Arguments.selection(filter, null, null, includeReplays, replayId))
        .map(PairRow::of);
  }

  /** New pairs as they are stored, many at a time. */
  @Subscription
  @Description(
      "As tail, many pairs at a time: what busy traffic wants, and it says how many were missed.")
  public Multi<@NonNull TailLook> tailLooks(
      @Description(Arguments.FILTER) @DefaultValue("") String filter,
      @Description(Arguments.REPLAYS) @DefaultValue("false") boolean includeReplays,
      @Description(Arguments.REPLAY) @DefaultValue("") String replayId) {
    return tails
        .looks(Arguments.selection(filter, null, null, includeReplays, replayId))
        .map(TailLook::of);
  }
}
