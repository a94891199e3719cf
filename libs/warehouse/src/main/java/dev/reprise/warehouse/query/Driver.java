// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import com.clickhouse.client.api.ClientConfigProperties;
import com.clickhouse.client.api.ClientFaultCause;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.jdbc.DataSourceImpl;
import com.clickhouse.jdbc.DriverProperties;
import com.clickhouse.jdbc.StatementImpl;
import dev.reprise.warehouse.WarehouseAddress;
import dev.reprise.warehouse.WarehouseException;
import java.net.SocketException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Asks the server through its JDBC driver (docs/adr/0004). One connection serves all threads: in
 * this driver it is a pool of HTTP connections, and a statement has all of its state.
 *
 * <p>Values are bound by the server ({@code {p0:String}} in the statement), not pasted into the
 * text by the driver as its {@code PreparedStatement} does.
 *
 * <p><b>Threads:</b> virtual ones. An interrupt ends their waiting for the server, and the
 * statement is killed there; a platform thread would wait on.
 */
final class Driver implements AutoCloseable {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  // The server ends a statement itself; this only ends waiting for a server that hangs.
  private static final Duration BEYOND_THE_LIMIT = Duration.ofSeconds(10);

  // What takes a statement back must not wait for a connection that statements hold.
  private static final int SPARE_CONNECTIONS = 2;

  private final WarehouseAddress address;
  private final Map<String, String> settings;
  private final Connection connection;

  Driver(WarehouseAddress address, QueryLimits limits) {
    this.address = address;
    this.settings =
        Map.of(
            "max_execution_time",
            Long.toString(Math.max(1, limits.time().toSeconds())),
            "max_memory_usage",
            Long.toString(limits.memoryBytes()),
            // A failure then comes as a status, not in the middle of rows.
            "wait_end_of_query",
            "1");
    try {
      var url = "jdbc:clickhouse:" + address.endpoint() + address.database();
      this.connection = new DataSourceImpl(url, properties(address, limits)).getConnection();
    } catch (SQLException e) {
      throw WarehouseException.unanswered(address, e);
    }
  }

  private static Properties properties(WarehouseAddress address, QueryLimits limits) {
    long answerMillis = limits.time().plus(BEYOND_THE_LIMIT).toMillis();
    var properties = new Properties();
    set(properties, ClientConfigProperties.USER, address.user());
    set(properties, ClientConfigProperties.PASSWORD, address.password());
    set(properties, ClientConfigProperties.BINARY_STRING_SUPPORT, true); // bodies are not text
    set(properties, ClientConfigProperties.COMPRESS_SERVER_RESPONSE, false);
    set(properties, ClientConfigProperties.DISABLE_NATIVE_COMPRESSION, true); // so none is loaded
    set(properties, ClientConfigProperties.CONNECTION_TIMEOUT, CONNECT_LIMIT.toMillis());
    set(properties, ClientConfigProperties.SOCKET_OPERATION_TIMEOUT, answerMillis);
    set(
        properties,
        ClientConfigProperties.HTTP_MAX_OPEN_CONNECTIONS,
        limits.concurrent() + SPARE_CONNECTIONS);
    set(
        properties,
        ClientConfigProperties.CLIENT_RETRY_ON_FAILURE,
        ClientFaultCause.NoHttpResponse);
    set(properties, ClientConfigProperties.USE_SERVER_TIMEZONE, false);
    set(properties, ClientConfigProperties.USE_TIMEZONE, "UTC");
    address
        .settings()
        .forEach(
            (name, value) -> properties.setProperty(DriverProperties.serverSetting(name), value));
    return properties;
  }

  private static void set(Properties properties, ClientConfigProperties key, Object value) {
    properties.setProperty(key.getKey(), value.toString());
  }

  /**
   * All rows of the answer.
   *
   * @throws WarehouseException if there is none, or not a whole one
   */
  <T> List<T> rows(Statement statement, Warehouse.RowReader<T> reader) {
    try {
      return answer(statement, reader);
    } catch (SQLException e) {
      if (Thread.currentThread().isInterrupted() || !isReset(e)) {
        throw explained(e);
      }
    }
    // Most likely a pooled connection that the server had closed: nothing was read, so ask again.
    try {
      return answer(statement, reader);
    } catch (SQLException e) {
      throw explained(e);
    }
  }

  private <T> List<T> answer(Statement statement, Warehouse.RowReader<T> reader)
      throws SQLException {
    try (var call = connection.createStatement()) {
      bind(statement, call);
      return read(statement, call, reader);
    }
  }

  private void bind(Statement statement, java.sql.Statement call) throws SQLException {
    call.setEscapeProcessing(false);
    var local = call.unwrap(StatementImpl.class).getLocalSettings();
    settings.forEach(local::serverSetting);
    statement
        .parameters()
        .values()
        .forEach((name, value) -> local.serverSetting("param_" + name, value));
  }

  private static <T> List<T> read(
      Statement statement, java.sql.Statement call, Warehouse.RowReader<T> reader)
      throws SQLException {
    try (var answer = call.executeQuery(statement.sql())) {
      return collect(answer, reader);
    } catch (SQLException | WarehouseException e) {
      if (Thread.interrupted()) {
        // The flag would break the request that cleans up; it is set again for the caller.
        kill(call);
        Thread.currentThread().interrupt();
      }
      throw e;
    }
  }

  private static <T> List<T> collect(ResultSet answer, Warehouse.RowReader<T> reader) {
    try {
      var rows = new ArrayList<T>();
      var row = new Row(answer);
      while (row.next()) {
        rows.add(reader.read(row));
      }
      return rows;
    } catch (SQLException e) {
      throw WarehouseException.brokenOff(e);
    }
  }

  private static void kill(java.sql.Statement call) {
    try {
      call.cancel();
    } catch (SQLException _) {
      // It may have ended by itself; its own time limit ends it otherwise.
    }
  }

  private WarehouseException explained(SQLException e) {
    return causes(e)
        .filter(cause -> cause instanceof ServerException refusal && refusal.getCode() > 0)
        .map(ServerException.class::cast)
        .findFirst()
        .map(refusal ->
            WarehouseException.refused(refusal.getCode(), String.valueOf(refusal.getMessage())))
        .orElseGet(() -> WarehouseException.unanswered(address, e));
  }

  private static boolean isReset(SQLException e) {
    return causes(e).anyMatch(cause -> cause.getClass() == SocketException.class);
  }

  // The driver wraps what happened, and not always with the server's code.
  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException _) {
      // There is nothing to lose: nothing is written here.
    }
  }
}
