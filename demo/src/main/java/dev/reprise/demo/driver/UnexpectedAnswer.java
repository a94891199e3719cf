// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.driver;

/** Says that the shop answered something else than it should; the session ends with it. */
final class UnexpectedAnswer extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnexpectedAnswer(String message) {
    super(message);
  }
}
