// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

/**
 * A value that was taken out before storage.
 *
 * @param place e.g. {@code request.header.authorization} or {@code response.body.$.card.number}
 * @param rule the name of the rule that took it out
 */
public record Redaction(String place, String rule) {}
