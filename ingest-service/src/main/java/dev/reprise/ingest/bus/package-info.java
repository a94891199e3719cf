/**
 * Kafka, the log between the edge and the warehouse: the topic, what a record holds, who appends
 * and who reads.
 *
 * <p>Appending goes through SmallRye Reactive Messaging. Reading does not: each partition must be
 * paused and resumed on its own while its insert waits, and its commits carry metadata and must be
 * refused once the partition is lost, so a {@code KafkaConsumer} is driven here directly.
 */
@NullMarked
package dev.reprise.ingest.bus;

import org.jspecify.annotations.NullMarked;
