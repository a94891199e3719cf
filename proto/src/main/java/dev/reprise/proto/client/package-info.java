/** How every part of Reprise reaches the services: channels with the limits and the token set. */
@NullMarked
package dev.reprise.proto.client;

import org.jspecify.annotations.NullMarked;
