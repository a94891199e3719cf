/**
 * The generator: sends a snapshot's inbound requests to the system under test, as recorded or under
 * load, carries what the system makes anew from its answers into later requests, and compares.
 *
 * <p>The main path: {@code load} decides when virtual users and rates begin a walk through the
 * snapshot; {@code walk} decides when each request of it may go; {@code http} sends it; {@code run}
 * compares the answer and hands outcome and pair on; {@code agent} is the link to the orchestrator.
 * Everything up to the outcome happens on one event loop.
 */
@NullMarked
package dev.reprise.generator;

import org.jspecify.annotations.NullMarked;
