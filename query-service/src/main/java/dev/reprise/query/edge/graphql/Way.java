// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.traffic.pair.Direction;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Enum;

/** A direction, as the schema shows it. */
@Enum("Direction")
@Description("Which way a request went, seen from the recorded service.")
public enum Way {
  /** To it. */
  @Description("To the recorded service.")
  IN,
  /** From it. */
  @Description("From the recorded service to others.")
  OUT;

  static Way of(Direction direction) {
    return switch (direction) {
      case IN -> IN;
      case OUT -> OUT;
    };
  }

  Direction direction() {
    return switch (this) {
      case IN -> Direction.IN;
      case OUT -> Direction.OUT;
    };
  }
}
