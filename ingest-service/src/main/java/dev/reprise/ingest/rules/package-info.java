/** What ingest-service does to pairs before they are stored: redacts, filters, enriches. */
@NullMarked
package dev.reprise.ingest.rules;

import org.jspecify.annotations.NullMarked;
