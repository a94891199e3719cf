/**
 * What differs between a recorded answer and a live one, once what must be new in each run has been
 * bound (docs/adr/0002-replay-truth.md).
 *
 * <p>A comparison finds every difference and leaves judging to {@code report}, so that a stored
 * result can be judged again by other assertions.
 */
@NullMarked
package dev.reprise.traffic.diff;

import org.jspecify.annotations.NullMarked;
