/**
 * Faults on the way from an agent to the warehouse, each at one step of docs/adr/0001 and none at
 * random: real ingest-service processes between a real broker and a real engine, killed, suspended
 * or cut off at that very step.
 */
@NullMarked
package dev.reprise.ingest.fault;

import org.jspecify.annotations.NullMarked;
