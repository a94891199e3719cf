/**
 * A local certificate authority, certificates for the names that clients ask for, and a look at
 * what a client asks for before its handshake is answered.
 */
@NullMarked
package dev.reprise.wire.tls;

import org.jspecify.annotations.NullMarked;
