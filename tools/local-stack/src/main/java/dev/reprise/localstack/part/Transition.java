// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.part;

import java.util.List;

/** The state that follows, and what is to be done on the way. */
public record Transition(PartState next, List<Effect> effects) {

  static Transition to(PartState next, Effect... effects) {
    return new Transition(next, List.of(effects));
  }
}
