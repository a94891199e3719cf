// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * The Kubernetes operator for {@code TrafficReplay} resources. Off unless {@code
 * reprise.operator.enabled} is set; nothing of it asks for a cluster before.
 *
 * <p>It is a runtime for replays beside the local one: agents are the same executables and speak
 * the same gRPC to this service; only where they run, and how the system under test is led to them,
 * differs.
 */
@NullMarked
package dev.reprise.orchestrator.operator;

import org.jspecify.annotations.NullMarked;
