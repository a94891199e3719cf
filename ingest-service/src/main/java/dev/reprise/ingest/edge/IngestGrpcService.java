// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.edge;

import dev.reprise.ingest.IngestMetrics;
import dev.reprise.ingest.IngestSettings;
import dev.reprise.ingest.bus.PairLog;
import dev.reprise.ingest.rules.PairRules;
import dev.reprise.kit.CallGuard;
import dev.reprise.kit.MessageGuard;
import dev.reprise.proto.ingest.v1.MutinyIngestServiceGrpc.IngestServiceImplBase;
import dev.reprise.proto.ingest.v1.PushRequest;
import dev.reprise.proto.ingest.v1.PushResponse;
import io.grpc.ServerServiceDefinition;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;

/** Takes pairs in; see {@code ingest.proto} for the conversation. */
@GrpcService
class IngestGrpcService extends IngestServiceImplBase {

  private final PairRules rules;
  private final PairLog log;
  private final AckedSequences acked;
  private final IngestMetrics metrics;
  private final int credits;

  IngestGrpcService(
      PairRules rules,
      PairLog log,
      AckedSequences acked,
      IngestMetrics metrics,
      IngestSettings settings) {
    this.rules = rules;
    this.log = log;
    this.acked = acked;
    this.metrics = metrics;
    this.credits = settings.credits();
  }

  @Override
  public ServerServiceDefinition bindService() {
    return MessageGuard.around(super.bindService());
  }

  @Override
  public Multi<PushResponse> push(Multi<PushRequest> requests) {
    var session = new PushSession(CallGuard.caller(), rules, log, acked, metrics, credits);
    return requests.onItem().transformToUniAndConcatenate(session::take);
  }
}
