// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** What callers see: the gRPC services. */
@NullMarked
package dev.reprise.orchestrator.edge;

import org.jspecify.annotations.NullMarked;
