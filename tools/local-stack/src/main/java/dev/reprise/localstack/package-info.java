/**
 * The embedded default: ClickHouse engine, Kafka broker, PostgreSQL, and the supervisor that runs
 * them and the services as processes on one machine.
 *
 * <p>{@link dev.reprise.localstack.LocalStack} is the door for clients. It hands a plan ({@code
 * part}, made by {@code setup}) to a supervisor ({@code supervise}) in a process of its own, which
 * outlives the command that started it; the two meet again through the files in {@code home}.
 */
@NullMarked
package dev.reprise.localstack;

import org.jspecify.annotations.NullMarked;
