// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** What this service asks of the others on behalf of people: snapshots and replays. */
@NullMarked
package dev.reprise.query.edge.forward;

import org.jspecify.annotations.NullMarked;
