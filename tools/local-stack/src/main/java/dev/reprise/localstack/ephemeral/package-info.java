/**
 * Back ends for tests: on free ports, with their data in a temporary directory, gone together with
 * whoever started them.
 */
@NullMarked
package dev.reprise.localstack.ephemeral;

import org.jspecify.annotations.NullMarked;
