/** What the main classes of the back ends' processes share: their options, and how they end. */
@NullMarked
package dev.reprise.localstack.launch;

import org.jspecify.annotations.NullMarked;
