/**
 * Puts what recorded values have become in a run into requests and answers before they are sent,
 * changing nothing else: not the order of headers, not the white space of JSON, not the encoding.
 */
@NullMarked
package dev.reprise.traffic.rewrite;

import org.jspecify.annotations.NullMarked;
