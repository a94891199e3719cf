// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import org.junit.jupiter.api.Nested;

/** The embedded engine keeps what ClickHouse's HTTP interface promises. */
class EmbeddedEngineIT {

  @Nested
  class ThroughJdbc extends JdbcContract {
    @Override
    ClickHouseAddress address() {
      return EngineProcess.shared().address();
    }
  }

  @Nested
  class UnderJdbcControl extends JdbcControlContract {
    @Override
    ClickHouseAddress address() {
      return EngineProcess.shared().address();
    }
  }

  @Nested
  class ThroughTheClient extends ClientContract {
    @Override
    ClickHouseAddress address() {
      return EngineProcess.shared().address();
    }
  }

  @Nested
  class ThroughHttp extends HttpInterfaceContract {
    @Override
    ClickHouseAddress address() {
      return EngineProcess.shared().address();
    }
  }
}
