/** What is watched and counted: taps for connections, and the figures of the whole proxy. */
@NullMarked
package dev.reprise.capture.tap;

import org.jspecify.annotations.NullMarked;
