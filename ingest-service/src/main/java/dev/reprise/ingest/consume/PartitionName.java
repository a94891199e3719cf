// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.consume;

/**
 * Names a partition for good.
 *
 * @param topicId Kafka's id of the topic: a topic that is made anew under the old name has another
 * @param partition from 0
 */
public record PartitionName(String topicId, int partition) {

  /** What the insert of a batch is known by; any attempt at the same batch has the same. */
  String token(Intent intent) {
    return topicId + "-" + partition + "-" + intent;
  }
}
