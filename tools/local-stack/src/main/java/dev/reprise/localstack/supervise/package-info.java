/**
 * What keeps the parts of a stack running. One thread owns every part's state and takes what
 * happens (an exit, a probe, a timer, the wish to stop) from one queue; {@code part} says what
 * follows, and this package does it to real processes.
 */
@NullMarked
package dev.reprise.localstack.supervise;

import org.jspecify.annotations.NullMarked;
