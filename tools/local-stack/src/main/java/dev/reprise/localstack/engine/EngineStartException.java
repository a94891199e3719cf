// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

/** The engine cannot be started as asked; the message says why, the remedy what to do. */
final class EngineStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EngineStartException(String message, String remedy) {
    super(message + " " + remedy);
  }

  EngineStartException(String message, String remedy, Throwable cause) {
    super(message + " " + remedy, cause);
  }
}
