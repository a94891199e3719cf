// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.run;

import dev.reprise.orchestrator.machine.Role;
import dev.reprise.orchestrator.replay.ReplayInfo;
import dev.reprise.orchestrator.replay.ReplayInfo.Progress;
import dev.reprise.traffic.config.TestConfig;
import dev.reprise.traffic.pair.RecordedCalls;
import dev.reprise.traffic.report.AgentFigures;
import dev.reprise.traffic.report.MockOutcome;
import dev.reprise.traffic.report.Report;
import dev.reprise.traffic.report.Report.Provenance;
import dev.reprise.traffic.report.ReportAccumulator;
import dev.reprise.traffic.report.ReportJson;
import dev.reprise.traffic.report.RequestOutcome;
import java.util.List;
import java.util.Locale;

/**
 * What is known of a replay so far, in bounded memory.
 *
 * <p><b>Threads:</b> confined to the replay's context.
 */
public final class ReplayFigures {

  private final String configName;
  private final ReportAccumulator report;
  private long pairsShipped;

  /**
   * What an agent reports at a time.
   *
   * @param requests replayed requests, in the order they ended
   * @param mocks answered calls, in the order they came
   */
  public record Outcomes(List<RequestOutcome> requests, List<MockOutcome> mocks) {
    /** Copies the lists. */
    public Outcomes {
      requests = List.copyOf(requests);
      mocks = List.copyOf(mocks);
    }
  }

  ReplayFigures(TestConfig config) {
    this.configName = config.name();
    this.report = new ReportAccumulator(config);
  }

  /** Counts outcomes. */
  public void add(Outcomes outcomes) {
    outcomes.requests().forEach(report::add);
    outcomes.mocks().forEach(report::add);
  }

  /** Takes what an agent says of its own work. */
  public void agentDone(Role role, String figuresJson, long shipped) {
    pairsShipped += shipped;
    if (figuresJson.isEmpty()) {
      return;
    }
    AgentFigures figures = ReportJson.readFigures(figuresJson);
    switch (role) {
      case GENERATOR -> report.generatorDone(figures);
      case RESPONDER -> report.responderDone(figures);
    }
  }

  void expect(RecordedCalls calls) {
    report.expect(calls);
  }

  void planned(long requests) {
    report.planned(requests);
  }

  void invalidate(String reason) {
    report.invalidate(reason);
  }

  long pairsShipped() {
    return pairsShipped;
  }

  Progress progress(long planned) {
    return new Progress(
        planned, report.requests(), report.failed(), report.mockMatches(), report.mockMisses());
  }

  Report report(ReplayInfo info) {
    var request = info.request();
    return report.report(
        new Provenance(
            info.id(),
            request.snapshot(),
            request.snapshotVersion(),
            request.mode().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            request.target(),
            request.buildTag(),
            configName));
  }
}
