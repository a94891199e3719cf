// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.edge;

import dev.reprise.ingest.IngestMetrics;
import dev.reprise.ingest.bus.PairLog;
import dev.reprise.ingest.rules.PairRules;
import dev.reprise.kit.Caller;
import dev.reprise.proto.ingest.v1.Batch;
import dev.reprise.proto.ingest.v1.Hello;
import dev.reprise.proto.ingest.v1.PushRequest;
import dev.reprise.proto.ingest.v1.PushResponse;
import dev.reprise.proto.map.PairMapper;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.pair.RRPair;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One agent's stream.
 *
 * <p>Its batches are appended one after the other, each once the one before it is acknowledged: if
 * one fails, none after it is in the log, and what the agent then sends again fills the hole before
 * anything can come behind it.
 *
 * <p><b>Threads:</b> {@link #take} is subscribed to one message at a time.
 *
 * <p><b>Bounds:</b> the next message is asked for when the one before it is answered; an agent that
 * sends more than its credits waits in HTTP/2's flow control.
 */
final class PushSession {

  private static final Logger LOG = Logger.getLogger(PushSession.class);

  private final Caller caller;
  private final PairRules rules;
  private final PairLog log;
  private final AckedSequences acked;
  private final IngestMetrics metrics;
  private final int credits;
  private @Nullable String captureId; // null until the Hello
  private long lastSequence;

  PushSession(
      Caller caller,
      PairRules rules,
      PairLog log,
      AckedSequences acked,
      IngestMetrics metrics,
      int credits) {
    this.caller = caller;
    this.rules = rules;
    this.log = log;
    this.acked = acked;
    this.metrics = metrics;
    this.credits = credits;
  }

  /** Takes the next message; lazy. */
  Uni<PushResponse> take(PushRequest message) {
    return switch (message.getMessageCase()) {
      case HELLO -> Uni.createFrom().item(() -> greet(message.getHello()));
      case BATCH -> take(message.getBatch());
      case MESSAGE_NOT_SET ->
          Uni.createFrom().failure(misuse("A message was neither a Hello nor a batch."));
    };
  }

  private PushResponse greet(Hello hello) {
    if (captureId != null) {
      throw misuse("A second Hello came on the stream of capture " + captureId + ".");
    }
    BatchCheck.captureId(hello.getCaptureId());
    requireService(hello.getService());
    captureId = hello.getCaptureId();
    LOG.infof(
        "Agent pushes captureId=%s service=%s agent=%s",
        captureId, hello.getService(), hello.getAgent());
    return answer(acked.of(captureId));
  }

  private Uni<PushResponse> take(Batch batch) {
    var capture = captureId;
    if (capture == null) {
      return Uni.createFrom().failure(misuse("A batch came before the Hello."));
    }
    return Uni.createFrom()
        .item(() -> prepare(batch, capture))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .onFailure(AppException.class)
        .invoke(metrics::refused)
        .flatMap(prepared -> append(capture, prepared))
        .map(_ -> answer(lastSequence));
  }

  private record Prepared(Batch batch, long lastSequence, int pairs, int filtered, int redactions) {
    boolean isEmpty() {
      return batch.getPairsCount() == 0 && batch.getGapsCount() == 0;
    }
  }

  private Prepared prepare(Batch batch, String capture) {
    var checked = BatchCheck.check(batch, capture, lastSequence);
    var kept = Batch.newBuilder().addAllGaps(batch.getGapsList());
    int redactions = 0;
    for (RRPair pair : checked.pairs()) {
      requireService(pair.origin().service());
      var stored = rules.apply(pair);
      if (stored.isPresent()) {
        redactions += stored.get().notes().redactions().size() - pair.notes().redactions().size();
        kept.addPairs(PairMapper.toProto(stored.get()));
      }
    }
    int filtered = checked.pairs().size() - kept.getPairsCount();
    return new Prepared(
        kept.build(), checked.lastSequence(), kept.getPairsCount(), filtered, redactions);
  }

  private void requireService(String service) {
    if (!caller.mayTouch(service)) {
      throw new AppException(
          ErrorKind.FORBIDDEN,
          "SERVICE_NOT_YOURS",
          "Pairs of service '%s' were pushed with '%s', which is limited to other services."
              .formatted(service, caller.name()),
          "Show an API key that is for this service, or one that is for all.");
    }
  }

  private Uni<Void> append(String capture, Prepared prepared) {
    var appended =
        prepared.isEmpty()
            ? Uni.createFrom().voidItem() // the rules dropped all of it: that is how it is safe
            : log.append(capture, prepared.batch());
    return appended.invoke(() -> {
      lastSequence = prepared.lastSequence();
      acked.note(capture, lastSequence);
      metrics.accepted(prepared.pairs(), prepared.filtered(), prepared.redactions());
    });
  }

  private PushResponse answer(long sequence) {
    return PushResponse.newBuilder().setAckedSequence(sequence).setCredits(credits).build();
  }

  private static AppException misuse(String message) {
    return new AppException(
        ErrorKind.USER,
        "PUSH_OUT_OF_ORDER",
        message,
        "Send one Hello, then batches; see ingest.proto.");
  }
}
