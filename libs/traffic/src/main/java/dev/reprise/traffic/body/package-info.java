/**
 * Derived views of a body: its bytes without content encoding, and its text. What was on the wire
 * stays what is stored; everything here can be derived from it again.
 */
@NullMarked
package dev.reprise.traffic.body;

import org.jspecify.annotations.NullMarked;
