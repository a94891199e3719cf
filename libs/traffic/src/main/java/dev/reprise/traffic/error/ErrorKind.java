// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.error;

/**
 * Whose move it is after a failure, and how each edge says so. This is the one table; edges read it
 * and add nothing.
 *
 * <p>gRPC statuses are given by their number in {@code google.rpc.Code}, so that this package needs
 * no gRPC.
 */
public enum ErrorKind {
  /** The caller must change what was asked. */
  USER(3, 400, "BAD_REQUEST", 2, false),
  /** The caller is not known, or may not do this. */
  FORBIDDEN(7, 403, "FORBIDDEN", 2, false),
  /** What was named does not exist. */
  NOT_FOUND(5, 404, "NOT_FOUND", 2, false),
  /** It exists already, or has changed meanwhile. */
  CONFLICT(6, 409, "CONFLICT", 2, false),
  /** A bound was reached; the same request may succeed later. */
  OVERLOAD(8, 429, "OVERLOAD", 3, true),
  /** Something that this part depends on did not answer as it should. */
  UPSTREAM(14, 502, "UPSTREAM", 3, true),
  /** A defect of ours. */
  INTERNAL(13, 500, "INTERNAL", 3, false);

  private final int grpcCode;
  private final int httpStatus;
  private final String graphqlCode;
  private final int exitCode;
  private final boolean retryable;

  ErrorKind(int grpcCode, int httpStatus, String graphqlCode, int exitCode, boolean retryable) {
    this.grpcCode = grpcCode;
    this.httpStatus = httpStatus;
    this.graphqlCode = graphqlCode;
    this.exitCode = exitCode;
    this.retryable = retryable;
  }

  /** The number of the gRPC status. */
  public int grpcCode() {
    return grpcCode;
  }

  /** The HTTP status. */
  public int httpStatus() {
    return httpStatus;
  }

  /** What GraphQL answers in {@code extensions.code}. */
  public String graphqlCode() {
    return graphqlCode;
  }

  /** What the command line exits with; 1 is kept for goals that did not hold. */
  public int exitCode() {
    return exitCode;
  }

  /** Whether the same request may succeed later. */
  public boolean isRetryable() {
    return retryable;
  }
}
