// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * Reads HTTP/1.1 from the bytes that pass by, without touching them, and joins what it reads into
 * pairs.
 *
 * <p>{@link dev.reprise.wire.http1.ConnectionTap} is the door: a relay shows it every buffer of
 * both directions, and it tells a {@link dev.reprise.wire.http1.TapListener} of whole pairs. Below
 * it, one {@link dev.reprise.wire.http1.MessageStream} a direction finds where messages begin and
 * end, by RFC 9112 read strictly: where two readers of the RFC could disagree about a boundary,
 * decoding of the connection stops with a named reason, since a guess could pair an answer with the
 * wrong question. The streams work on plain arrays and know nothing of sockets, so that a
 * forwarding relay and an importer of recorded packets can use them too.
 */
@NullMarked
package dev.reprise.wire.http1;

import org.jspecify.annotations.NullMarked;
