// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.localstack.home.DoorNote;
import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.part.Plan;
import dev.reprise.localstack.part.PlanJson;
import dev.reprise.localstack.setup.Installation;
import dev.reprise.localstack.supervise.Orphans;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Asks a supervisor for parts, a new one or the one that runs, and listens to it until they are up
 * or have failed; then lets go of it. When the caller of a new one is interrupted meanwhile, the
 * supervisor ends again, and all its parts with it.
 */
final class SupervisorLaunch {

  private static final Duration END_LIMIT = Duration.ofMinutes(2);

  private SupervisorLaunch() {}

  /**
   * Asks the supervisor that runs.
   *
   * @return the event that ended the wait, never a {@link UpEvent.Changed}; a failure when it could
   *     not be asked
   */
  static UpEvent ask(DoorNote door, Home home, Plan plan, StackProgress progress) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
      var out = socket.getOutputStream();
      out.write((door.secret() + "\n" + PlanJson.write(plan) + "\n").getBytes(UTF_8));
      out.flush();
      var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      return listen(lines, progress, home.log(Orphans.SUPERVISOR));
    } catch (IOException e) {
      return new UpEvent.Failed(diedEarly(home.log(Orphans.SUPERVISOR)));
    }
  }

  /**
   * Starts a new one.
   *
   * @return the event that ended the wait, never a {@link UpEvent.Changed}
   */
  static UpEvent run(Home home, Plan plan, StackProgress progress) throws InterruptedException {
    Path errors = home.logs().resolve("supervisor.err");
    var builder =
        new ProcessBuilder(
            Installation.java(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            Installation.find().classPath(),
            SupervisorMain.class.getName(),
            home.root().toString());
    builder.directory(home.root().toFile()).redirectError(Redirect.to(errors.toFile()));
    try {
      Process process = builder.start();
      try (var plans = process.getOutputStream()) {
        plans.write(PlanJson.write(plan).getBytes(UTF_8));
      }
      return awaitEnd(process, () -> listen(process, progress, errors));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the supervisor", e);
    }
  }

  // Reading from a process cannot be interrupted, so another thread does it.
  private static UpEvent awaitEnd(Process process, Callable<UpEvent> listening)
      throws IOException, InterruptedException {
    var end = new FutureTask<>(listening);
    Thread.ofVirtual().name("supervisor-events").start(end);
    try {
      return end.get();
    } catch (InterruptedException e) {
      process.destroy();
      if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      throw e;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private static UpEvent listen(Process process, StackProgress progress, Path errors)
      throws IOException {
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      return listen(lines, progress, errors);
    }
  }

  private static UpEvent listen(BufferedReader lines, StackProgress progress, Path errors)
      throws IOException {
    UpEvent end = new UpEvent.Failed(diedEarly(errors));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      switch (UpEvent.parse(line)) {
        case UpEvent.Changed(var part) -> progress.changed(part);
        // After a failure the parts are being ended: the stream ends when that is done.
        case UpEvent.Failed failed -> end = failed;
        case UpEvent.Up up -> {
          return up;
        }
        case UpEvent.AlreadyUp alreadyUp -> {
          return alreadyUp;
        }
      }
    }
    return end;
  }

  private static AppException diedEarly(Path errors) {
    return new AppException(
        ErrorKind.INTERNAL,
        "SUPERVISOR_DIED",
        "The supervisor ended before the stack was up.",
        "Look at %s and the logs beside it.".formatted(errors));
  }
}
