/** The warehouse's schema: versioned migrations and how they are applied. */
@NullMarked
package dev.reprise.warehouse.schema;

import org.jspecify.annotations.NullMarked;
