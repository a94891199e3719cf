// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Looks at a cluster: what would keep Reprise from working in it, and what to do about that. */
@NullMarked
package dev.reprise.cli.cluster.doctor;

import org.jspecify.annotations.NullMarked;
