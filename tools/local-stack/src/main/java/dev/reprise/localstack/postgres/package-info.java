/**
 * The PostgreSQL of the local stack: the real server's binaries, unpacked once, run in the
 * foreground beneath a small Java process.
 */
@NullMarked
package dev.reprise.localstack.postgres;

import org.jspecify.annotations.NullMarked;
