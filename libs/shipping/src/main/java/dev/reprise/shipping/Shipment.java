// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import dev.reprise.proto.client.Channels;
import dev.reprise.proto.ingest.v1.Batch;
import dev.reprise.proto.map.PairMapper;
import dev.reprise.traffic.pair.Gap;
import dev.reprise.traffic.pair.RRPair;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch on its way.
 *
 * @param batch pairs and gaps with ascending sequence numbers
 * @param lastSequence the highest of them
 * @param place where it lies in the spool; null when it is in memory only
 */
record Shipment(Batch batch, long lastSequence, Spool.@Nullable Place place) {

  private static final int LARGEST_PAIR_BYTES = Channels.MAX_MESSAGE_BYTES - (1 << 20);

  /** Reads the sequence off the batch. */
  static Shipment of(Batch batch, Spool.@Nullable Place place) {
    long last = 0;
    if (batch.getPairsCount() > 0) {
      last = batch.getPairs(batch.getPairsCount() - 1).getId().getSequence();
    }
    if (batch.getGapsCount() > 0) {
      last = Math.max(last, batch.getGaps(batch.getGapsCount() - 1).getSequence());
    }
    return new Shipment(batch, last, place);
  }

  /** Packs items; a pair that no message can hold leaves as a gap. */
  static Shipment pack(List<Outbox.Item> items, Progress progress) {
    var batch = Batch.newBuilder();
    for (Outbox.Item item : items) {
      switch (item) {
        case Outbox.PairItem(RRPair pair, long _) -> {
          var message = PairMapper.toProto(pair);
          if (message.getSerializedSize() <= LARGEST_PAIR_BYTES) {
            batch.addPairs(message);
          } else {
            progress.dropped.increment();
            batch.addGaps(PairMapper.toProto(tooLarge(pair)));
          }
        }
        case Outbox.GapItem(Gap gap) -> batch.addGaps(PairMapper.toProto(gap));
      }
    }
    return of(batch.build(), null);
  }

  /** The same, now in the spool as well. */
  Shipment at(Spool.Place newPlace) {
    return new Shipment(batch, lastSequence, newPlace);
  }

  /** What stands in for a batch that ingest-service will never take. */
  Shipment asGap(Capture capture, String reason) {
    long bytes = 0;
    long from = Long.MAX_VALUE;
    long to = 0;
    for (var pair : batch.getPairsList()) {
      bytes += pair.getRequest().getBody().getKept().size();
      bytes += pair.getResponse().getBody().getKept().size();
      from = Math.min(from, pair.getTiming().getStartNanos());
      to = Math.max(to, pair.getTiming().getStartNanos());
    }
    var gap =
        dev.reprise.proto.traffic.v1.Gap.newBuilder()
            .setCaptureId(capture.id())
            .setSequence(lastSequence)
            .setService(capture.service())
            .setDroppedPairs(pairs())
            .setDroppedBytes(bytes)
            .setFromNanos(Math.min(from, to))
            .setToNanos(to)
            .setReason(reason);
    return new Shipment(Batch.newBuilder().addGaps(gap).build(), lastSequence, place);
  }

  /** How many pairs there are. */
  int pairs() {
    return batch.getPairsCount();
  }

  private static Gap tooLarge(RRPair pair) {
    long bytes =
        (long) pair.request().body().kept().length()
            + pair.response().map(answer -> answer.body().kept().length()).orElse(0);
    long at = pair.timing().startNanos();
    return new Gap(pair.id(), pair.origin().service(), 1, bytes, at, at, "pair too large");
  }
}
