/**
 * What ingest-service leaves out before anything is stored, and what is covered when pairs are
 * shown: rules name places in a message and what to do with the values there.
 *
 * <p>A value is removed, or replaced by a token. A token is the same wherever the value is the
 * same, so that redacted pairs can still be joined; without the key nobody can guess values by
 * trying. What was taken out is noted in the pair.
 */
@NullMarked
package dev.reprise.traffic.redaction;

import org.jspecify.annotations.NullMarked;
