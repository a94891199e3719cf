// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.ephemeral;

import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.home.PartReport;
import dev.reprise.localstack.home.PidFile;
import dev.reprise.localstack.launch.Leash;
import dev.reprise.localstack.part.Plan;
import dev.reprise.localstack.setup.Installation;
import dev.reprise.localstack.supervise.Orphans;
import dev.reprise.localstack.supervise.StackListener;
import dev.reprise.localstack.supervise.Supervisor;
import dev.reprise.localstack.supervise.SupervisorLog;
import dev.reprise.traffic.error.AppException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Runs back ends for tests until standard input ends or the process is asked to end; then ends them
 * and deletes their data.
 *
 * <p>Prints a line {@code NAME=value} for each variable that a test needs, then {@code ready}; or
 * {@code failed} and why.
 */
public final class EphemeralMain {

  private static final int EXIT_FAILED = 3;

  private EphemeralMain() {}

  /** The arguments are names of back ends: clickhouse, kafka, postgres. */
  public static void main(String[] names) throws IOException, InterruptedException {
    LeftBehind.sweep(Path.of(System.getProperty("java.io.tmpdir")));
    Home home = new Home(Files.createTempDirectory(LeftBehind.PREFIX)).make();
    PidFile.write(home.pidFile(Orphans.SUPERVISOR), ProcessHandle.current());
    var setup = new EphemeralPlan(home, Installation.find());
    Plan plan = setup.plan(List.of(names));
    var done = new CountDownLatch(1);
    boolean good = false;
    try (var log = new SupervisorLog(home)) {
      var supervisor = new Supervisor(home, plan, log, new Teller(setup.facts(), home));
      Leash.take(supervisor::requestStop);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(supervisor, done), "stop"));
      good = supervisor.run();
      if (good) {
        LeftBehind.delete(home.root()); // else the directory stays, for its logs
      }
    } finally {
      done.countDown();
    }
    if (!good) {
      System.exit(EXIT_FAILED);
    }
  }

  /** Holds the end of the process up until the data is gone. */
  private static void stop(Supervisor supervisor, CountDownLatch done) {
    supervisor.requestStop();
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells the test, and nothing it does not need. */
  private record Teller(Map<String, String> facts, Home home) implements StackListener {

    @Override
    public void changed(PartReport part) {
      part.lastEnd()
          .ifPresent(end ->
              System.err.printf(
                  "back end %s is %s; it had ended with %s (%s)%n",
                  part.name(), part.state(), end, home.log(part.name())));
    }

    @Override
    public void up(int added) {
      facts.forEach((key, value) -> System.out.println(key + "=" + value));
      System.out.println("ready");
    }

    @Override
    public void failed(AppException reason) {
      System.out.println("failed " + reason.getMessage() + " " + reason.remedy());
    }
  }
}
