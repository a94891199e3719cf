/**
 * The door of an explicit proxy, which the capture proxy and the responder share: it finds out whom
 * a connection is for (absolute requests, CONNECT, the server name of a TLS handshake), ends TLS
 * with a certificate of the local authority where that can be done, and hands the plain connection
 * to its {@link dev.reprise.wire.door.DoorHost}, which relays or answers.
 */
@NullMarked
package dev.reprise.wire.door;

import org.jspecify.annotations.NullMarked;
