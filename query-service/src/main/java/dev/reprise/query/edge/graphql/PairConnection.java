// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.warehouse.query.PairCursor;
import dev.reprise.warehouse.query.PairSearch;
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
  private final @Nullable SearchProgress search;
  private final Selection selection;

  private PairConnection(
      List<PairEdge> edges,
      PageInfo pageInfo,
      @Nullable SearchProgress search,
      Selection selection) {
    this.edges = edges;
    this.pageInfo = pageInfo;
    this.search = search;
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

  /** How far a search has come, as the schema shows it. */
  @Description("How far a search has come that has to read bodies or headers.")
  public record SearchProgress(
      @Description("How many pairs were looked at for this page.") long looked,
      @Description("How many pairs were not looked at yet.") long left) {}

  static PairConnection of(PairSearch.Piece piece, Selection selection) {
    var page = piece.page();
    var edges =
        page.pairs().stream()
            .map(pair -> new PairEdge(PairRow.of(pair), pair.cursor().encode()))
            .toList();
    var last = edges.isEmpty() ? null : edges.getLast().cursor();
    var end = page.nextCursor().map(PairCursor::encode).orElse(last);
    return new PairConnection(
        edges,
        new PageInfo(page.nextCursor().isPresent(), end),
        piece
            .progress()
            .map(progress -> new SearchProgress(progress.looked(), progress.left()))
            .orElse(null),
        selection);
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

  /** How far it has come. */
  @Description(
      "How far the search has come; null where nothing but columns had to be read. Then a page may"
          + " have fewer pairs than asked for, or none, though another one follows.")
  public @Nullable SearchProgress getSearch() {
    return search;
  }

  /** What the page is of; counted only when asked for. */
  @Ignore
  public Selection getSelection() {
    return selection;
  }
}
