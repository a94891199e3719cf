/**
 * ClickHouse's own engine behind ClickHouse's own HTTP interface, in one process on this machine.
 *
 * <p>The engine is a native library called through {@code java.lang.foreign}; the official drivers
 * see a server. Four layers, each knowing only the one below: {@code Chdb} and {@code
 * NativeConnection} (the library's calls), {@code ConnectionPool}, {@code Session} and {@code
 * RunningQueries} (who may use which connection), {@code SqlLexer} and {@code Statement} (what a
 * statement is before it runs), and {@code HttpFacade} with {@code QueryRunner} (the interface).
 * Every engine call blocks, so each request has a platform thread with a large stack, and the event
 * loop only moves bytes.
 *
 * <p>Beyond a server's settings one is read here: what is sent with {@code workload=ingest} runs on
 * the connections that inserts have for themselves. Less than a server's: one user without roles,
 * no external tables, no replication, and in {@code system.processes} the engine's own query ids.
 */
@NullMarked
package dev.reprise.localstack.engine;

import org.jspecify.annotations.NullMarked;
