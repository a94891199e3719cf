// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.warehouse.query.PairCursor;
import dev.reprise.warehouse.query.PairReader;
import dev.reprise.warehouse.query.Selection;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Ignore;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** A page of pairs, as the schema shows it. */
@Description("A page of pairs, newest first.")
public final class PairConnection {

  private final List<PairEdge> edges;
  private final PageInfo pageInfo;
  private final Selection selection;

  private PairConnection(List<PairEdge> edges, PageInfo pageInfo, Selection selection) {
    this.edges = edges;
    this.pageInfo = pageInfo;
    this.selection = selection;
  }

  /** A pair on a page, as the schema shows it. */
  @Description("A pair on a page, with its place.")
  public record PairEdge(
      @NonNull @Description("The pair.") PairRow node,
      @NonNull @Description("Its place; pass it as 'after' for what follows.") String cursor) {}

  /** The end of a page, as the schema shows it. */
  @Description("Where a page ends.")
  public record PageInfo(
      @Description("Whether another page follows.") boolean hasNextPage,
      @Description("Pass it as 'after' for the next page; null when this one is empty.")
          @Nullable String endCursor) {}

  static PairConnection of(PairReader.Page page, Selection selection) {
    var edges =
        page.pairs().stream()
            .map(pair -> new PairEdge(PairRow.of(pair), pair.cursor().encode()))
            .toList();
    var last = edges.isEmpty() ? null : edges.getLast().cursor();
    var end = page.nextCursor().map(PairCursor::encode).orElse(last);
    return new PairConnection(edges, new PageInfo(page.nextCursor().isPresent(), end), selection);
  }

  /** What is on the page. */
  @NonNull
  @Description("What is on the page.")
  public List<@NonNull PairEdge> getEdges() {
    return edges;
  }

  /** Where the page ends. */
  @NonNull
  @Description("Where the page ends.")
  public PageInfo getPageInfo() {
    return pageInfo;
  }

  /** What the page is of; counted only when asked for. */
  @Ignore
  public Selection getSelection() {
    return selection;
  }
}
