// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Which HTTP clients do as the environment of a recorded application says. */
@NullMarked
package dev.reprise.stories.clients;

import org.jspecify.annotations.NullMarked;
