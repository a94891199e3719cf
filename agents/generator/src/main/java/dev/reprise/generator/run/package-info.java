/**
 * One replay from its first request to the figures at its end: prepares each request, compares its
 * answer, exchanges what was learnt, and hands outcomes and pairs on without ever dropping one.
 */
@NullMarked
package dev.reprise.generator.run;

import org.jspecify.annotations.NullMarked;
