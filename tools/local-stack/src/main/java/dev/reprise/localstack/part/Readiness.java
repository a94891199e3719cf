// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.part;

import java.net.URI;

/** How a part shows that it can be used. */
public sealed interface Readiness {

  /**
   * The part says so on its standard output.
   *
   * @param prefix what the line starts with
   */
  record Line(String prefix) implements Readiness {
    public Line {
      if (prefix.isEmpty()) {
        throw new IllegalArgumentException("an empty prefix would take any line for readiness");
      }
    }
  }

  /**
   * The part answers a GET with a status of 200 to 299.
   *
   * @param uri what is asked
   */
  record Http(URI uri) implements Readiness {}
}
