// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * How an application is made to trust the certificates that the proxy or the responder mint: the
 * files that run-times read, and the settings that name them. One table for the command line, the
 * operator and the sidecar.
 */
@NullMarked
package dev.reprise.traffic.trust;

import org.jspecify.annotations.NullMarked;
