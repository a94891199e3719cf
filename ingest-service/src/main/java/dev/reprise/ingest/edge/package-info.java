/** The gRPC edge: takes pairs in from agents, and answers once the log has them. */
@NullMarked
package dev.reprise.ingest.edge;

import org.jspecify.annotations.NullMarked;
