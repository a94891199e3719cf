// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Whether an application that has not changed replays without a difference, every time. */
@NullMarked
package dev.reprise.bench.replays;

import org.jspecify.annotations.NullMarked;
