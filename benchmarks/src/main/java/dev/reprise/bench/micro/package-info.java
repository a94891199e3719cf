// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** What single steps of the hot paths cost: time and allocated bytes, by JMH. */
@NullMarked
package dev.reprise.bench.micro;

import org.jspecify.annotations.NullMarked;
