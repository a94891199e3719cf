// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * The responder on the network: the system under test's proxy, which ends TLS, reads calls one at a
 * time from each connection, and answers them itself.
 *
 * <p>What decides on a call ({@link dev.reprise.responder.serve.Mocks}) knows nothing of
 * connections; what reads and writes ({@link dev.reprise.responder.serve.CallReader}) knows nothing
 * of recordings.
 */
@NullMarked
package dev.reprise.responder.serve;

import org.jspecify.annotations.NullMarked;
