/** How generator and responder talk to the orchestrator, and get the snapshot they work from. */
@NullMarked
package dev.reprise.proto.agent;

import org.jspecify.annotations.NullMarked;
