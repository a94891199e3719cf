/** The way to the real servers: names, the host map, connections, and who is not recorded. */
@NullMarked
package dev.reprise.capture.upstream;

import org.jspecify.annotations.NullMarked;
