// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.write;

/**
 * Where in the log a row came from.
 *
 * @param partition of the topic
 * @param offset in the partition; the pairs of one batch share it
 */
public record LogPlace(int partition, long offset) {}
