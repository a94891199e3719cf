// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * The mutating admission webhook that puts the proxy into new pods: what it answers, the server,
 * its certificates, and how the API server is told of it. Whatever goes wrong, a pod starts.
 */
@NullMarked
package dev.reprise.orchestrator.operator.webhook;

import org.jspecify.annotations.NullMarked;
