/** The customers: sessions planned from a seed, sent to the shop, and checked. */
@NullMarked
package dev.reprise.demo.driver;

import org.jspecify.annotations.NullMarked;
