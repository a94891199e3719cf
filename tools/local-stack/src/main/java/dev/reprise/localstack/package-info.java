// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * The embedded default: ClickHouse engine, Kafka broker, PostgreSQL, and the supervisor that runs
 * them and the services as processes on one machine.
 */
@NullMarked
package dev.reprise.localstack;

import org.jspecify.annotations.NullMarked;
