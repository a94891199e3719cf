// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import dev.reprise.traffic.rules.EndpointRules;

/**
 * What is known of the answers of an endpoint.
 *
 * @param root of their bodies
 * @param binds whether anything in them is made anew
 */
record EndpointPlaces(EndpointRules rules, PlaceNode root, boolean binds) {

  static EndpointPlaces of(EndpointRules rules) {
    boolean binds =
        rules.places().values().stream().anyMatch(rule -> rule.placeClass().bindsValues());
    return new EndpointPlaces(rules, PlaceNode.root(rules), binds);
  }
}
