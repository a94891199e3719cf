// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.redaction;

/**
 * One rule of a rules file.
 *
 * @param name what a pair's note says took a value out
 * @param place where it looks
 * @param action what it does there
 */
public record RedactionRule(String name, PlacePattern place, Action action) {}
