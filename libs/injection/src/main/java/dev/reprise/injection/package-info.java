// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * Puts the proxy into pods as a sidecar and takes it out again, as one pure function of a pod
 * template and settings: the command line uses it on files, the admission webhook on pods.
 */
@NullMarked
package dev.reprise.injection;

import org.jspecify.annotations.NullMarked;
