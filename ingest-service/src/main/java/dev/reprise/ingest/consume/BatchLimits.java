// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.consume;

/**
 * How large a batch may become; one record is always taken whole.
 *
 * @param rows pairs and gaps
 * @param bytes of records in the log
 */
public record BatchLimits(int rows, long bytes) {}
