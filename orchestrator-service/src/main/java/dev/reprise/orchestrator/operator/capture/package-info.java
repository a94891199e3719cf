// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Which workloads a TrafficCapture means, and the marks that have their pods recorded; pure. */
@NullMarked
package dev.reprise.orchestrator.operator.capture;

import org.jspecify.annotations.NullMarked;
