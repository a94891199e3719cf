// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.bus;

import dev.reprise.proto.ingest.v1.Batch;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * Appends batches to the log.
 *
 * <p>A batch is one record, keyed by its capture: it is in the log whole or not at all, and those
 * of a capture lie in one partition in the order in which they were appended. To keep that order a
 * batch may only be appended once the one before it is acknowledged.
 */
@Singleton
public class PairLog {

  /** The channel's name in the settings, {@code mp.messaging.outgoing.rrpairs.*}. */
  static final String CHANNEL = "rrpairs";

  private static final int WAITING_BATCHES = 1024;

  // Looked up when it is first used: the gRPC server is set up before the channels are.
  private final Instance<MutinyEmitter<byte[]>> emitter;
  private final LogTopic topic;

  PairLog(
      @Channel(CHANNEL)
          @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = WAITING_BATCHES)
          Instance<MutinyEmitter<byte[]>> emitter,
      LogTopic topic) {
    this.emitter = emitter;
    this.topic = topic;
  }

  /**
   * Appends a batch.
   *
   * @return lazy; completes on a thread of the producer once every in-sync replica has the record;
   *     fails with {@link AppException} of a kind that is worth a retry
   */
  public Uni<Void> append(String captureId, Batch batch) {
    if (!topic.isReady()) {
      return Uni.createFrom().failure(unavailable("its topic is not there yet", null));
    }
    var metadata = OutgoingKafkaRecordMetadata.<String>builder().withKey(captureId).build();
    return Uni.createFrom()
        .deferred(
            () -> emitter.get().sendMessage(Message.of(batch.toByteArray(), Metadata.of(metadata))))
        .onFailure(failure -> !(failure instanceof AppException))
        .transform(failure -> unavailable(failure.getMessage(), failure));
  }

  private static AppException unavailable(
      @org.jspecify.annotations.Nullable String why,
      @org.jspecify.annotations.Nullable Throwable cause) {
    return new AppException(
        ErrorKind.UPSTREAM,
        "LOG_UNAVAILABLE",
        "The batch could not be handed to Kafka: " + why + ".",
        "It may be sent again; check that Kafka runs, and kafka.bootstrap.servers.",
        Map.of(),
        cause);
  }
}
