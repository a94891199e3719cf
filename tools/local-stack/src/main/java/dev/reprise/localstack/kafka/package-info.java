/** The Kafka broker of the local stack: one node in KRaft mode, in a process of its own. */
@NullMarked
package dev.reprise.localstack.kafka;

import org.jspecify.annotations.NullMarked;
