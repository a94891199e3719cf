// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.meta;

import dev.reprise.orchestrator.replay.ReplayInfo;
import dev.reprise.orchestrator.replay.ReplayInfo.Phase;
import dev.reprise.orchestrator.replay.ReplayInfo.Progress;
import dev.reprise.orchestrator.replay.ReplayRequest;
import dev.reprise.orchestrator.replay.ReplayRequest.Mode;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A replay as a row. */
@Entity(name = "Replay")
@Table(name = "replays")
class ReplayEntity {

  @Id private String id = "";

  private String snapshot = "";

  @Column(name = "snapshot_version")
  private int snapshotVersion;

  @Enumerated(EnumType.STRING)
  private Mode mode = Mode.FULL;

  @Enumerated(EnumType.STRING)
  private Phase phase = Phase.PENDING;

  @Column(columnDefinition = "text")
  private String message = "";

  private String target = "";

  @Column(name = "build_tag")
  private String buildTag = "";

  @Column(name = "test_config", columnDefinition = "text")
  private String testConfig = "";

  @Column(name = "created_nanos")
  private long createdNanos;

  @Column(name = "finished_nanos")
  private long finishedNanos;

  @Column(name = "requests_planned")
  private long requestsPlanned;

  @Column(name = "requests_done")
  private long requestsDone;

  @Column(name = "requests_failed")
  private long requestsFailed;

  @Column(name = "mock_matches")
  private long mockMatches;

  @Column(name = "mock_misses")
  private long mockMisses;

  // Written by SQL when the service starts, and by nothing else.
  @Column(name = "cut_off", updatable = false)
  private boolean cutOff;

  @Column(columnDefinition = "text")
  private @Nullable String report; // null until there is one

  static ReplayEntity of(ReplayInfo info) {
    var entity = new ReplayEntity();
    entity.take(info);
    return entity;
  }

  /** Takes over everything but the report. */
  void take(ReplayInfo info) {
    var request = info.request();
    id = info.id();
    snapshot = request.snapshot();
    snapshotVersion = request.snapshotVersion();
    mode = request.mode();
    phase = info.phase();
    message = info.message();
    target = request.target();
    buildTag = request.buildTag();
    testConfig = request.testConfigJson();
    createdNanos = info.createdNanos();
    finishedNanos = info.finishedNanos();
    takeProgress(info.progress());
  }

  private void takeProgress(Progress progress) {
    requestsPlanned = progress.requestsPlanned();
    requestsDone = progress.requestsDone();
    requestsFailed = progress.requestsFailed();
    mockMatches = progress.mockMatches();
    mockMisses = progress.mockMisses();
  }

  /** The replay as callers see it; where its responder listened is not kept. */
  ReplayInfo info() {
    var request =
        new ReplayRequest(snapshot, snapshotVersion, mode, testConfig, target, 0, false, buildTag);
    return new ReplayInfo(
        id,
        request,
        phase,
        message,
        createdNanos,
        finishedNanos,
        new Progress(requestsPlanned, requestsDone, requestsFailed, mockMatches, mockMisses),
        null);
  }

  boolean isCutOff() {
    return cutOff;
  }

  @Nullable String report() {
    return report;
  }

  void setReport(String json) {
    report = json;
  }
}
