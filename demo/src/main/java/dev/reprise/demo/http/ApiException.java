// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.http;

/** Ends a call with an error that its caller is told about. */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String error;

  /**
   * @param error a stable word for programs, such as {@code unknown_sku}
   * @param message a sentence for people
   */
  public ApiException(int status, String error, String message) {
    super(message);
    this.status = status;
    this.error = error;
  }

  int status() {
    return status;
  }

  Answer answer() {
    var body = Json.object().put("error", error).put("message", getMessage());
    return Answer.json(status, body);
  }
}
