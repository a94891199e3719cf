// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Fields of a resource by path, so that they can be changed and put back one by one; pure. */
@NullMarked
package dev.reprise.orchestrator.operator.fields;

import org.jspecify.annotations.NullMarked;
