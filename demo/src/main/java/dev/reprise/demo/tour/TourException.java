// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.tour;

/** A step of the tour that could not be taken at all. */
final class TourException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TourException(String message) {
    super(message);
  }
}
