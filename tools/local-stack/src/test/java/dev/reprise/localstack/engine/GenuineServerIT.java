// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import java.net.URI;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * A genuine server keeps the same promises, so the embedded engine may stand in for it. Runs where
 * {@code REPRISE_TEST_CLICKHOUSE_URL} names one, e.g. {@code
 * http://user:password@host:8123/database}; the POM leaves it out elsewhere.
 */
@Tag("genuine-server")
class GenuineServerIT {

  static final String VARIABLE = "REPRISE_TEST_CLICKHOUSE_URL";

  private static ClickHouseAddress named() {
    String named = System.getenv(VARIABLE);
    if (named == null) {
      throw new IllegalStateException(
          VARIABLE + " names no server, e.g. http://user:password@host:8123/database");
    }
    URI url = URI.create(named);
    String[] login = (url.getUserInfo() == null ? "default" : url.getUserInfo()).split(":", 2);
    String path = url.getPath().replace("/", "");
    return new ClickHouseAddress(
        URI.create(url.getScheme() + "://" + url.getHost() + ":" + url.getPort()),
        login[0],
        login.length > 1 ? login[1] : "",
        path.isEmpty() ? "default" : path);
  }

  @Nested
  class ThroughJdbc extends JdbcContract {
    @Override
    ClickHouseAddress address() {
      return named();
    }
  }

  @Nested
  class UnderJdbcControl extends JdbcControlContract {
    @Override
    ClickHouseAddress address() {
      return named();
    }
  }

  @Nested
  class ThroughTheClient extends ClientContract {
    @Override
    ClickHouseAddress address() {
      return named();
    }
  }

  @Nested
  class ThroughHttp extends HttpInterfaceContract {
    @Override
    ClickHouseAddress address() {
      return named();
    }
  }
}
