// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * The custom resources of group {@code reprise.dev}: the records that their schemas are generated
 * from, kept as golden files in {@code k8s/crds}. A record's constructor fills in the same defaults
 * as the schema, for clusters and tests that do not.
 */
@NullMarked
package dev.reprise.orchestrator.operator.api;

import org.jspecify.annotations.NullMarked;
