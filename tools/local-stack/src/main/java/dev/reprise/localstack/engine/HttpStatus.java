// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

/** The HTTP status that ClickHouse answers an error with. */
final class HttpStatus {

  static final int OK = 200;
  static final int BAD_REQUEST = 400;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;

  private HttpStatus() {}

  /**
   * @param code ClickHouse's number for the error
   */
  static int of(int code) {
    return switch (code) {
      case 6,
          25,
          26,
          27,
          36,
          38,
          41,
          43,
          44,
          53,
          62,
          69,
          70,
          72,
          117,
          130,
          131,
          321,
          441,
          675,
          676 ->
          BAD_REQUEST;
      case 194 -> 401;
      case 192, 193, 446, 497, 511, 516 -> FORBIDDEN;
      case 16, 46, 47, 50, 56, 60, 63, 73, 77, 81, 115, 372 -> NOT_FOUND;
      case 159 -> 408;
      case 48 -> 501;
      case 202, 209, 210 -> 503;
      default -> 500;
    };
  }
}
