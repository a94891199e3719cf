/**
 * The two relays. A {@link dev.reprise.capture.relay.Tunnel} passes the bytes of a connection on
 * untouched; a {@link dev.reprise.capture.relay.ForwardRelay} passes requests on to the servers
 * they name and changes only what a proxy must. Both show every buffer to a tap first.
 */
@NullMarked
package dev.reprise.capture.relay;

import org.jspecify.annotations.NullMarked;
