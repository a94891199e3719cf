// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import dev.reprise.traffic.place.Place;

/**
 * A value that the system under test had made, used in a pair: a replay puts what it has become in
 * its place.
 *
 * @param place where it stands, in request or response
 * @param value as recorded
 */
public record TokenUse(Place place, String value) {

  /** Only where: values may be secrets. */
  @Override
  public String toString() {
    return place.toString();
  }
}
