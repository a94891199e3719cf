/**
 * What every part that speaks Netty needs alike: the fastest transport of the machine, one owner of
 * flow control per channel, and name resolution off the event loop.
 */
@NullMarked
package dev.reprise.wire.net;

import org.jspecify.annotations.NullMarked;
