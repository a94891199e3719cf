// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** What is read from, changed in and put back into a workload; pure. */
@NullMarked
package dev.reprise.orchestrator.operator.workload;

import org.jspecify.annotations.NullMarked;
