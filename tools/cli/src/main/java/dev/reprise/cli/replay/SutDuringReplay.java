// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.replay;

import dev.reprise.cli.child.ChildApplication;
import dev.reprise.cli.child.ProxyEnvironment;
import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.output.Progress;
import dev.reprise.proto.replay.v1.Replay;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The application that a replay needs: started once the responder is ready for it, with its
 * outbound calls led there.
 *
 * <p><b>Ownership:</b> {@link #close} ends it.
 */
final class SutDuringReplay implements AutoCloseable {

  private final CommandContext context;
  private final TargetOptions target;
  private final Progress progress;

  private @Nullable ChildApplication application; // null until it is started

  SutDuringReplay(CommandContext context, TargetOptions target, Progress progress) {
    this.context = context;
    this.target = target;
    this.progress = progress;
  }

  /**
   * Starts it, unless it was, and waits until it listens where it was said to.
   *
   * @param replay whose responder is ready
   * @return whether it was started now
   */
  boolean start(Replay replay) throws InterruptedException {
    if (application != null) {
      return false;
    }
    progress.say("Starting: " + String.join(" ", target.command()));
    application =
        ChildApplication.start(
            new ChildApplication.Start(
                target.command(), environment(replay), target.address(), target.appLog()));
    application.awaitListening(target.appTimeout());
    return true;
  }

  /** Calls back once it has ended by itself. */
  void whenEnded(Runnable action) {
    if (application != null) {
      application.whenEnded(action);
    }
  }

  /** Its exit status, if it has ended by itself. */
  OptionalInt status() {
    return application == null ? OptionalInt.empty() : application.status();
  }

  /** What leads an application's outbound calls to a replay's responder. */
  Map<String, String> environment(Replay replay) {
    if (!replay.hasResponder()) {
      return Map.of();
    }
    var responder = replay.getResponder();
    return ProxyEnvironment.of(
        responder.getHost(),
        responder.getPort(),
        responder.getCaCertificatePem(),
        context.home().resolve("trust"));
  }

  @Override
  public void close() {
    if (application != null) {
      application.close();
    }
  }
}
