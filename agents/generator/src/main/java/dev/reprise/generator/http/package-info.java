/**
 * The client that requests leave by: HTTP/1.1 on plain Netty, one exchange at a time on each of a
 * bounded number of connections.
 *
 * <p>It sends what it is told to send, byte for byte but for the headers that belong to the
 * connection, and ends every exchange with an answer or with a reason why there is none: never with
 * neither.
 */
@NullMarked
package dev.reprise.generator.http;

import org.jspecify.annotations.NullMarked;
