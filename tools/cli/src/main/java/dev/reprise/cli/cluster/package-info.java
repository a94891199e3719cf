// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Commands for those who run Reprise in Kubernetes. */
@NullMarked
package dev.reprise.cli.cluster;

import org.jspecify.annotations.NullMarked;
