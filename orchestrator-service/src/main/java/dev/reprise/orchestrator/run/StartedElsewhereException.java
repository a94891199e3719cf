// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.run;

/**
 * A start came second: another instance of this service, which does not wait for the turns of this
 * one, has begun what the same key names.
 */
final class StartedElsewhereException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StartedElsewhereException() {
    super("another instance has started what the key names", null, false, false);
  }
}
