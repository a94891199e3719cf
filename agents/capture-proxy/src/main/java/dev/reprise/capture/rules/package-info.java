// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * The kernel's rules that lead the TCP connections of a network namespace, such as a pod's, to the
 * proxy: written, shown and taken away again as a whole, by iptables or by nftables.
 */
@NullMarked
package dev.reprise.capture.rules;

import org.jspecify.annotations.NullMarked;
