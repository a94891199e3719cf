// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.home.PartReport;
import dev.reprise.localstack.home.PidFile;
import dev.reprise.localstack.part.Plan;
import dev.reprise.localstack.part.PlanJson;
import dev.reprise.localstack.supervise.Orphans;
import dev.reprise.localstack.supervise.StackListener;
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
 * it is up, and keeps the parts running until it gets SIGTERM.
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
    PidFile.write(home.pidFile(Orphans.SUPERVISOR), ProcessHandle.current());
    try (var log = new SupervisorLog(home)) {
      log.info("supervisor started pid=" + ProcessHandle.current().pid());
      var supervisor = new Supervisor(home, plan, log, new Teller(events, log));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(supervisor), "stop"));
      return supervisor.run();
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

  /** Tells events while somebody listens, and logs what must be found later. */
  private record Teller(PrintStream events, SupervisorLog log) implements StackListener {

    @Override
    public void changed(PartReport part) {
      // After "up" the stream is closed, and printing to it does nothing.
      events.println(new UpEvent.Changed(part).line());
    }

    @Override
    public void up() {
      events.println(new UpEvent.Up().line());
      events.close();
    }

    @Override
    public void failed(AppException reason) {
      log.error(reason.getMessage() + " " + reason.remedy());
      events.println(new UpEvent.Failed(reason).line());
      events.flush();
    }
  }
}
