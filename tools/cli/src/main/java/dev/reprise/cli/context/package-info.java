// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * What commands find around them: the options they share, the environment, the services and the
 * local stack.
 */
@NullMarked
package dev.reprise.cli.context;

import org.jspecify.annotations.NullMarked;
