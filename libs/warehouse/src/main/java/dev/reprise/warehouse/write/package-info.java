/**
 * How pairs get into the warehouse: one Native block an insert, with a token that makes the insert
 * safe to repeat, and the questions that exactly-once asks (docs/adr/0001).
 */
@NullMarked
package dev.reprise.warehouse.write;

import org.jspecify.annotations.NullMarked;
