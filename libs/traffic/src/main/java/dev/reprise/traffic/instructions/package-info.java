// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** What a person is told to do with a snapshot, in one wording wherever it is told. */
@NullMarked
package dev.reprise.traffic.instructions;

import org.jspecify.annotations.NullMarked;
