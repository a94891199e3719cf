/**
 * What a program sent and received, written down by itself while it ran: the truth that a recording
 * of the same traffic is compared with.
 */
@NullMarked
package dev.reprise.demo.ledger;

import org.jspecify.annotations.NullMarked;
