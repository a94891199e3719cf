/**
 * The shop: accounts, catalogue, carts, checkout and orders, all in memory.
 *
 * <p>A process that has just started knows only its fixed catalogue and users, so whatever was
 * recorded from one fresh process can be replayed against another.
 */
@NullMarked
package dev.reprise.demo.shop;

import org.jspecify.annotations.NullMarked;
