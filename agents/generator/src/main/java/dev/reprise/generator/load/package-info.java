/**
 * How much load when: begins walks for virtual users and for rates, stage by stage, by a test
 * config's {@link dev.reprise.traffic.config.Load}.
 */
@NullMarked
package dev.reprise.generator.load;

import org.jspecify.annotations.NullMarked;
