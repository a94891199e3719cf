// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.warehouse.filter.SqlParameters;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which values the fields of a selection's pairs have, and how often.
 *
 * <p><b>Bounds:</b> the most frequent values of each field, as many as asked for, at most {@value
 * #MAX_VALUES}; how many there are in all is said.
 *
 * <p><b>Threads:</b> any that may block.
 */
public final class TrafficFacets {

  /** The most values of a field that are listed. */
  public static final int MAX_VALUES = 200;

  private final Warehouse warehouse;
  private final Clock clock;

  /**
   * @param clock says what a filter's {@code now} means
   */
  public TrafficFacets(Warehouse warehouse, Clock clock) {
    this.warehouse = warehouse;
    this.clock = clock;
  }

  /** A field whose values can be listed. */
  public enum Field {
    SERVICE("toString(service)"),
    DIRECTION("toString(direction)"),
    TECHNOLOGY("toString(technology)"),
    METHOD("toString(method)"),
    HOST("toString(host)"),
    ENDPOINT("toString(endpoint)"),
    /** 0 where no response was seen. */
    STATUS("toString(status)"),
    TLS("if(tls_version = '', 'false', 'true')"),
    /** Empty outside replays. */
    REPLAY("toString(replay_id)"),
    /** The upper end of its band in milliseconds, a power of ten; 0 where no response was seen. */
    DURATION(
        "if(has_response, toString(exp10(toInt32(ceil(log10(greatest(duration_nanos / 1e6, 1)))))), '0')");

    private final String column;

    Field(String column) {
      this.column = column;
    }
  }

  /** A value and how many pairs have it. */
  public record Count(String value, long pairs) {}

  /**
   * The values of a field.
   *
   * @param counts the most frequent first
   * @param distinct how many values there are in all
   */
  public record Facet(Field field, List<Count> counts, long distinct) {

    /** Copies the list. */
    public Facet {
      counts = List.copyOf(counts);
    }
  }

  private record Found(Field field, Count count, long distinct) {}

  /**
   * The values of some fields, each field once, in their order.
   *
   * @param values how many of each; 1 to {@link #MAX_VALUES}
   */
  public List<Facet> facets(Selection selection, Collection<Field> fields, int values) {
    var wanted = new LinkedHashSet<>(fields);
    if (wanted.isEmpty()) {
      return List.of();
    }
    var found = ask(selection, wanted, values);
    return wanted.stream().map(field -> facet(field, found)).toList();
  }

  private static Facet facet(Field field, List<Found> found) {
    var own = found.stream().filter(row -> row.field() == field).toList();
    return new Facet(
        field,
        own.stream().map(Found::count).toList(),
        own.isEmpty() ? 0 : own.getFirst().distinct());
  }

  /** One pass over the pairs for all fields: a filter on bodies then reads them once. */
  private List<Found> ask(Selection selection, Collection<Field> fields, int values) {
    var parameters = new SqlParameters();
    var sql =
        """
        SELECT which, value, pairs, count() OVER (PARTITION BY which) FROM (
          SELECT arrayFirstIndex(folded -> folded = 0, [%s]) AS which, [%s][which] AS value, count() AS pairs
          FROM (SELECT %s FROM rrpairs WHERE %s) GROUP BY GROUPING SETS (%s))
        ORDER BY which, pairs DESC, value LIMIT %d BY which\
        """
            .formatted(
                columns(fields, "grouping(f_%s)"),
                columns(fields, "f_%s"),
                fields.stream()
                    .map(field -> field.column + " AS f_" + field.name())
                    .collect(Collectors.joining(", ")),
                SelectionSql.of(selection, clock.instant(), parameters),
                columns(fields, "(f_%s)"),
                values);
    var order = List.copyOf(fields);
    return warehouse.rows(
        new Statement(sql, parameters),
        row -> {
          var field = order.get(row.int32() - 1);
          return new Found(field, new Count(row.text(), row.int64()), row.int64());
        });
  }

  private static String columns(Collection<Field> fields, String form) {
    return fields.stream()
        .map(field -> form.formatted(field.name()))
        .collect(Collectors.joining(", "));
  }
}
