// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.localstack.RealBackEnds;
import dev.reprise.localstack.StackProgress;
import dev.reprise.localstack.home.PidFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresIT {

  @TempDir private Path dir;

  @Test
  void keepsWhatWasCommittedWhenItsLauncherOrAllOfItIsKilled() throws Exception {
    try (var postgres = new RealBackEnds(dir)) {
      postgres.startPostgres();
      execute(postgres, "CREATE TABLE t (n int)");
      execute(postgres, "INSERT INTO t VALUES (1)");

      postgres.killAndAwaitRestart(); // the launcher only: its server goes on, and is found
      execute(postgres, "INSERT INTO t VALUES (2)");
      server(postgres).destroyForcibly(); // the server too: its launcher ends with it
      postgres.killAndAwaitRestart();
      execute(postgres, "INSERT INTO t VALUES (3)");

      assertThat(sum(postgres)).isEqualTo(6);
    }

    try (var again = new RealBackEnds(dir)) {
      again.startPostgres();
      assertThat(sum(again)).isEqualTo(6);
    }
  }

  @Test
  void isStartedAgainWhenItsServerHangs() throws Exception {
    try (var postgres = new RealBackEnds(dir)) {
      postgres.startPostgres();
      execute(postgres, "CREATE TABLE t (n int)");
      execute(postgres, "INSERT INTO t VALUES (5)");
      assertThat(postgres.report().restarts()).as("restarts of one that answers").isZero();

      postgres.suspendAndAwaitRestart(server(postgres));

      assertThat(sum(postgres)).isEqualTo(5);
      assertThat(postgres.report().lastEnd().orElseThrow()).startsWith("it did not answer");
    }
  }

  @Test
  void leavesNoServerWhenSupervisorAndLauncherAreKilled() throws Exception {
    try (var postgres = new RealBackEnds(dir)) {
      postgres.startPostgres();
      ProcessHandle server = server(postgres);
      for (String name : new String[] {"supervisor", "postgres"}) {
        ProcessHandle process = PidFile.running(postgres.home().pidFile(name)).orElseThrow();
        process.destroyForcibly();
        process.onExit().get();
      }
      assertThat(server.isAlive()).isTrue();

      postgres.stack().down(StackProgress.silent());

      assertThat(server.isAlive()).isFalse();
    }
  }

  @Test
  void refusesAWrongPasswordAndAnotherVersionsData() throws Exception {
    try (var postgres = new RealBackEnds(dir)) {
      postgres.startPostgres();
      assertThatThrownBy(() -> connect(postgres, "wrong")).isInstanceOf(SQLException.class);
    }
    Files.writeString(dir.resolve("data/postgres/data/PG_VERSION"), "12\n");

    try (var postgres = new RealBackEnds(dir)) {
      assertThatThrownBy(postgres::startPostgres).hasMessageContaining("'postgres' did not start");
      assertThat(Files.readString(dir.resolve("logs/postgres.log")))
          .contains("was written by PostgreSQL 12 and this is 18");
    }
  }

  private static ProcessHandle server(RealBackEnds postgres) {
    return PidFile.running(postgres.home().pidFile("postgres-server")).orElseThrow();
  }

  private static Connection connect(RealBackEnds postgres, String password) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/reprise".formatted(postgres.port()), "reprise", password);
  }

  private static void execute(RealBackEnds postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres, postgres.password("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int sum(RealBackEnds postgres) throws SQLException {
    try (Connection connection = connect(postgres, postgres.password("postgres"));
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT sum(n) FROM t")) {
      result.next();
      return result.getInt(1);
    }
  }
}
