/**
 * What a part of the local stack is, as a value, and the states it goes through: plain data and
 * pure functions, so that every state and event can be tested without a process.
 */
@NullMarked
package dev.reprise.localstack.part;

import org.jspecify.annotations.NullMarked;
