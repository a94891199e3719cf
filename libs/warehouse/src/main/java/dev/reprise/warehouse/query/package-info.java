// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * Reading the warehouse: pages, whole pairs, streams in total order, figures per service and
 * endpoint, the service map, the live tail.
 *
 * <p>{@link dev.reprise.warehouse.query.Warehouse} runs statements with bounds on their time,
 * memory and number; {@link dev.reprise.warehouse.query.PairReader}, {@link
 * dev.reprise.warehouse.query.TrafficFigures} and {@link dev.reprise.warehouse.query.PairTail} know
 * what to ask. Rows come as RowBinary, so that bodies stay bytes from disk to reader. Everything
 * here blocks; callers bring threads that may.
 */
@NullMarked
package dev.reprise.warehouse.query;

import org.jspecify.annotations.NullMarked;
