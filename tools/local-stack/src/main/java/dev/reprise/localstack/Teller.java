// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import dev.reprise.localstack.home.PartReport;
import dev.reprise.localstack.supervise.StackListener;
import dev.reprise.localstack.supervise.SupervisorLog;
import dev.reprise.traffic.error.AppException;
import java.io.PrintStream;

/**
 * Tells one {@code up} how it goes, and logs what must be found later.
 *
 * @param afterFailure what is to be done once a failure is told
 */
record Teller(PrintStream events, SupervisorLog log, Runnable afterFailure)
    implements StackListener {

  @Override
  public void changed(PartReport part) {
    // To one who has gone, or has heard the end, this does nothing.
    events.println(new UpEvent.Changed(part).line());
  }

  @Override
  public void up(int added) {
    UpEvent end = added > 0 ? new UpEvent.Up() : new UpEvent.AlreadyUp();
    events.println(end.line());
    events.close();
  }

  @Override
  public void failed(AppException reason) {
    log.error(reason.getMessage() + " " + reason.remedy());
    events.println(new UpEvent.Failed(reason).line());
    events.flush();
    afterFailure.run();
  }
}
