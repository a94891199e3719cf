/**
 * A small shop with its dependencies and its customers, for Reprise to record and to replay.
 *
 * <p>It stands for somebody's real system, so it is a black box: it knows nothing of Reprise and
 * uses none of its modules. It has four programs, each with a main class: the shop, the inventory
 * service, the payment provider, and the driver that plays the customers. The tour beside them is
 * no part of that system; it takes a newcomer past it, with the command line that people use.
 */
@NullMarked
package dev.reprise.demo;

import org.jspecify.annotations.NullMarked;
