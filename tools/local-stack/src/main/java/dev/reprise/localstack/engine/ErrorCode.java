// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

/** The errors of ClickHouse that the facade itself raises, by ClickHouse's names and numbers. */
enum ErrorCode {
  MEMORY_LIMIT_EXCEEDED(241),
  CANNOT_DECOMPRESS(271),
  BAD_ARGUMENTS(36),
  NOT_IMPLEMENTED(48),
  SYNTAX_ERROR(62),
  READONLY(164),
  TOO_MANY_SIMULTANEOUS_QUERIES(202),
  QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING(216),
  SESSION_NOT_FOUND(372),
  SESSION_IS_LOCKED(373),
  FUNCTION_NOT_ALLOWED(446),
  AUTHENTICATION_FAILED(516),
  UNKNOWN_ROLE(511),
  STD_EXCEPTION(1002);

  private final int number;

  ErrorCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
