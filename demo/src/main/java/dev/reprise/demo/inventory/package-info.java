/** The inventory service, which the shop asks for stock and reservations over HTTP. */
@NullMarked
package dev.reprise.demo.inventory;

import org.jspecify.annotations.NullMarked;
