/**
 * From the log into the warehouse, exactly once (docs/adr/0001), in plain Java: the log's
 * coordinator and the warehouse are interfaces, so that every interleaving of crashes, lost answers
 * and rebalances can be simulated.
 *
 * <p>One {@link dev.reprise.ingest.consume.PartitionIntake} works for one partition from its
 * assignment to its loss. For each batch it fixes the bounds, notes them as an intent with the
 * coordinator, inserts under a token made of the bounds, and notes the position after them. Whoever
 * is assigned the partition next finds either no intent, and begins a new batch, or an intent, and
 * repeats that very batch, which the warehouse recognises by its token.
 */
@NullMarked
package dev.reprise.ingest.consume;

import org.jspecify.annotations.NullMarked;
