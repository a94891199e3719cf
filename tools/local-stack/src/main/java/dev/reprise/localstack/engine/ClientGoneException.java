// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import java.io.IOException;

/** The client's connection ended before its request was served: there is nobody to answer. */
final class ClientGoneException extends IOException {

  private static final long serialVersionUID = 1L;

  ClientGoneException(Throwable cause) {
    super("The client has gone", cause);
  }
}
