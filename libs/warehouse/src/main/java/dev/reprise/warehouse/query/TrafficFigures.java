// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.traffic.pair.Direction;
import dev.reprise.warehouse.filter.SqlParameters;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Figures over traffic: services, endpoints, the service map, totals.
 *
 * <p><b>Bounds:</b> {@value #MAX_ROWS} rows, the busiest first.
 *
 * <p><b>Threads:</b> any that may block.
 */
public final class TrafficFigures {

  static final int MAX_ROWS = 1_000;

  private static final String IS_ERROR = "(status >= 500 OR NOT has_response)";
  // As it was asked for, else as it goes without saying, else as it was connected to.
  private static final String PORT =
      """
      multiIf(match(authority, ':[0-9]+$'), toUInt16OrZero(extract(authority, ':([0-9]+)$')),
        scheme = 'https', 443, scheme = 'http', 80, toUInt16OrZero(extract(server, ':([0-9]+)$')))
      """;
  // Names that every machine has for itself say nothing about who is called.
  private static final Pattern NOBODY =
      Pattern.compile("|localhost|.*\\.localhost|\\[.*]|[0-9.]+", Pattern.CASE_INSENSITIVE);

  private final Warehouse warehouse;
  private final Clock clock;

  /**
   * @param clock says what a filter's {@code now} means
   */
  public TrafficFigures(Warehouse warehouse, Clock clock) {
    this.warehouse = warehouse;
    this.clock = clock;
  }

  /** Services by name. */
  public List<ServiceSummary> services(Selection selection) {
    return ask(
        """
        SELECT service, countIf(direction = 'IN'), countIf(direction = 'OUT'), countIf(%s),
          toUnixTimestamp64Nano(min(start_time)), toUnixTimestamp64Nano(max(start_time))
        FROM rrpairs WHERE %s GROUP BY service ORDER BY service LIMIT %s\
        """,
        selection,
        row ->
            new ServiceSummary(
                row.text(), row.int64(), row.int64(), row.int64(), row.int64(), row.int64()));
  }

  /** Endpoints, the busiest first. */
  public List<EndpointSummary> endpoints(Selection selection) {
    return ask(
        """
        SELECT service, direction, any(host), endpoint, any(technology), count() AS pairs, avg(%s),\
        """
            + Latency.COLUMN
            + """

            FROM rrpairs WHERE %s
            GROUP BY service, direction, if(direction = 'OUT', host, ''), endpoint
            ORDER BY pairs DESC, service, direction, endpoint LIMIT %s\
            """,
        selection,
        row ->
            new EndpointSummary(
                row.text(),
                PairSummary.direction(row.uint8()),
                row.text(),
                row.text(),
                row.text(),
                row.int64(),
                row.float64(),
                Latency.read(row)));
  }

  /** Who calls whom, the busiest first. */
  public List<MapEdge> serviceMap(Selection selection) {
    var recorded = recordedHosts(selection);
    return ask(
        """
        SELECT service, direction, if(direction = 'OUT', host, '') AS peer,\
        """
            + PORT
            + """
                AS port, technology,
              tls_version != '' AS encrypted, count() AS pairs, avg(%s),\
            """
            + Latency.COLUMN
            + """

            FROM rrpairs WHERE %s
            GROUP BY service, direction, peer, port, technology, encrypted
            ORDER BY pairs DESC, service, direction, peer, port, technology LIMIT %s\
            """,
        selection,
        row -> edge(row, recorded));
  }

  private static MapEdge edge(Row row, Map<String, String> recorded) throws SQLException {
    var service = row.text();
    var direction = PairSummary.direction(row.uint8());
    var peer = row.text();
    boolean outbound = direction == Direction.OUT;
    return new MapEdge(
        outbound ? service : MapEdge.CLIENTS,
        outbound ? recorded.getOrDefault(peer, peer) : service,
        direction,
        row.uint16(),
        row.text(),
        row.bool(),
        row.int64(),
        row.float64(),
        Latency.read(row));
  }

  /** Hosts under which exactly one service is called. */
  private Map<String, String> recordedHosts(Selection selection) {
    record Known(String host, String service) {}
    var known =
        ask(
            """
            SELECT host, any(service), countIf(%s) FROM rrpairs WHERE %s AND direction = 'IN'
            GROUP BY host HAVING uniqExact(service) = 1 LIMIT %s\
            """,
            selection,
            row -> {
              var host = new Known(row.text(), row.text());
              row.int64();
              return host;
            });
    Map<String, String> byHost = new HashMap<>();
    for (Known host : known) {
      if (!NOBODY.matcher(host.host()).matches()) {
        byHost.put(host.host(), host.service());
      }
    }
    return byHost;
  }

  /** What the whole warehouse holds. */
  public Totals totals() {
    var sql =
        """
        SELECT count(), least(sum(request_body_bytes + response_body_bytes), 9223372036854775807),
          toUnixTimestamp64Nano(min(start_time)), toUnixTimestamp64Nano(max(start_time)),
          assumeNotNull((SELECT count() FROM gaps)),
          assumeNotNull((SELECT sum(dropped_pairs) FROM gaps)),
          assumeNotNull((SELECT sum(bytes_on_disk) FROM system.parts
            WHERE active AND database = currentDatabase()))
        FROM rrpairs\
        """;
    return warehouse
        .row(
            new Statement(sql, new SqlParameters()),
            row -> {
              long pairs = row.int64();
              long wireBytes = row.int64();
              long first = row.int64();
              long last = row.int64();
              return new Totals(
                  pairs, row.int64(), row.int64(), wireBytes, row.int64(), first, last);
            })
        .orElse(new Totals(0, 0, 0, 0, 0, 0, 0));
  }

  private <T> List<T> ask(String sql, Selection selection, Warehouse.RowReader<T> reader) {
    var parameters = new SqlParameters();
    var where = SelectionSql.of(selection, clock.instant(), parameters);
    return warehouse.rows(
        new Statement(sql.formatted(IS_ERROR, where, MAX_ROWS), parameters), reader);
  }
}
