/** The payment provider, which the shop charges cards with over HTTPS. */
@NullMarked
package dev.reprise.demo.payment;

import org.jspecify.annotations.NullMarked;
