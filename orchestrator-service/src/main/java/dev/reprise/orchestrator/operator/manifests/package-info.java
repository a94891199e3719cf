// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** The resources that a replay brings into a namespace; pure. */
@NullMarked
package dev.reprise.orchestrator.operator.manifests;

import org.jspecify.annotations.NullMarked;
