// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import dev.reprise.localstack.home.DoorNote;
import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.home.PidFile;
import dev.reprise.localstack.part.Plan;
import dev.reprise.localstack.part.PlanJson;
import dev.reprise.localstack.supervise.Orphans;
import dev.reprise.localstack.supervise.Supervisor;
import dev.reprise.localstack.supervise.SupervisorLog;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The supervisor's process: reads a plan from standard input, tells events on standard output until
 * it is up, and keeps the parts running until it gets SIGTERM; meanwhile it can be asked for more.
 *
 * <p>One a directory: it holds a lock on {@code run/supervisor.lock}, which the system takes back
 * however the process ends.
 */
public final class SupervisorMain {

  private static final int EXIT_FAILED = 3;

  private SupervisorMain() {}

  /** Started by {@link LocalStack}, with the directory as its argument. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Session.begin();
    Home home = new Home(Path.of(arguments[0])).make();
    PrintStream events = System.out;
    String plan = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(
            home.run().resolve("supervisor.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      @Nullable FileLock lock = channel.tryLock(); // null: another process has it
      if (lock == null) {
        events.println(new UpEvent.AlreadyUp().line());
        return;
      }
      boolean good = supervise(home, PlanJson.read(plan), events);
      PidFile.delete(home.pidFile(Orphans.SUPERVISOR));
      if (!good) {
        System.exit(EXIT_FAILED);
      }
    }
  }

  private static boolean supervise(Home home, Plan plan, PrintStream events)
      throws InterruptedException {
    DoorNote.delete(home); // of one that was killed
    PidFile.write(home.pidFile(Orphans.SUPERVISOR), ProcessHandle.current());
    try (var log = new SupervisorLog(home)) {
      log.info("supervisor started pid=" + ProcessHandle.current().pid());
      // After a failure the end of the stream, with this process', says that nothing is left.
      var teller = new Teller(events, log, () -> {});
      var supervisor = new Supervisor(home, plan, log, teller);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(supervisor), "stop"));
      try (var _ = SupervisorDoor.open(home, supervisor, log)) {
        return supervisor.run();
      }
    } catch (RuntimeException e) { // the boundary of the process: told and logged, then it ends
      events.println(
          new UpEvent.Failed(
                  new AppException(
                      ErrorKind.INTERNAL,
                      "SUPERVISOR_FAILED",
                      "The supervisor failed: " + e,
                      "Look at " + home.log(Orphans.SUPERVISOR) + "."))
              .line());
      e.printStackTrace();
      return false;
    }
  }

  private static void stop(Supervisor supervisor) {
    supervisor.requestStop();
    try {
      supervisor.awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
