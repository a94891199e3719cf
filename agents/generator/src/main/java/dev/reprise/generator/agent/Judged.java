// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.agent;

import dev.reprise.traffic.report.RequestOutcome;

/** An outcome, and whether the run's own config calls it a success. */
record Judged(RequestOutcome outcome, boolean success) {}
