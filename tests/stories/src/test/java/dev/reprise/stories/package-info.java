// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** What people do with Reprise from end to end, on the real stack, through the doors they use. */
@NullMarked
package dev.reprise.stories;

import org.jspecify.annotations.NullMarked;
