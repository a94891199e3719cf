// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder;

import dev.reprise.command.ExitStatus;
import dev.reprise.responder.book.MockBook;
import dev.reprise.responder.serve.Journal;
import dev.reprise.responder.serve.Mocks;
import dev.reprise.responder.serve.ResponderServer;
import dev.reprise.responder.serve.ResponderServer.Place;
import dev.reprise.traffic.config.TestConfig;
import dev.reprise.traffic.snapshot.SnapshotFile;
import dev.reprise.wire.tls.LocalAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers from a file, with no other part of Reprise. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Answers from a snapshot's file, with no other part of Reprise, until it is interrupted.",
      "Prints 'ready port=N' once it listens."
    })
final class RunCommand implements Callable<Integer> {

  /** How long answers take. */
  enum AnswerTime {
    /** None is held back. */
    ZERO(0),
    /** As long as in the recording. */
    RECORDED(1);

    private final double factor;

    AnswerTime(double factor) {
      this.factor = factor;
    }
  }

  /** What to do with a call that was not recorded. */
  enum MissAnswer {
    /** Answer 404, and say what was nearest. */
    NOT_FOUND(TestConfig.MissPolicy.NOT_FOUND),
    /** Ask the real dependency. */
    PASSTHROUGH(TestConfig.MissPolicy.PASSTHROUGH),
    /** Close the connection. */
    FAIL(TestConfig.MissPolicy.FAIL);

    private final TestConfig.MissPolicy policy;

    MissAnswer(TestConfig.MissPolicy policy) {
      this.policy = policy;
    }
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--snapshot-file",
      required = true,
      paramLabel = "FILE",
      description = "The snapshot's artifact.")
  private Path snapshotFile = Path.of("");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where to listen on loopback; 0, the default, is any free port.")
  private int port;

  @Option(
      names = "--ca-dir",
      paramLabel = "DIR",
      description =
          "The certificate authority that the application trusts; made when absent"
              + " (default: ${DEFAULT-VALUE}).")
  private Path caDir = Path.of(System.getProperty("user.home", "."), ".reprise", "ca");

  @Option(
      names = "--latency",
      paramLabel = "zero|recorded",
      description = "How long answers take (default: ${DEFAULT-VALUE}).")
  private AnswerTime latency = AnswerTime.ZERO;

  @Option(
      names = "--miss",
      paramLabel = "not_found|passthrough|fail",
      description = "What becomes of calls that were not recorded (default: ${DEFAULT-VALUE}).")
  private MissAnswer miss = MissAnswer.NOT_FOUND;

  @Override
  public Integer call() throws IOException {
    var out = spec.commandLine().getOut();
    try (var snapshot = SnapshotFile.open(snapshotFile)) {
      var book = MockBook.ofOneWalk(snapshot, "", (_, _) -> {});
      var mocks = new Mocks(book, new TestConfig.Mocks(latency.factor, miss.policy));
      try (var server =
          ResponderServer.start(
              Place.of(ResponderServer.LOOPBACK, port),
              LocalAuthority.in(caDir),
              mocks,
              Journal.NONE)) {
        out.println("ready port=" + server.port());
        out.flush();
        untilInterrupted();
      }
      return ExitStatus.OK;
    }
  }

  private static void untilInterrupted() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // its normal end
    }
  }
}
