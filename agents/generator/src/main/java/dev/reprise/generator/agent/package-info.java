/** Replays that an orchestrator asks for: the link to it, to snapshot-service and to ingest. */
@NullMarked
package dev.reprise.generator.agent;

import org.jspecify.annotations.NullMarked;
