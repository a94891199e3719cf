/**
 * Turns settings, secrets and the installation into the plan of the stack that people use: three
 * back ends and four services.
 */
@NullMarked
package dev.reprise.localstack.setup;

import org.jspecify.annotations.NullMarked;
