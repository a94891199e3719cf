// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

/**
 * What ingest-service derives from a pair, so that readers need not.
 *
 * @param technology e.g. {@code http}, {@code json}, {@code grpc}; empty before enrichment
 * @param endpoint method and path template, e.g. {@code GET /users/{id}}; empty before enrichment
 */
public record Facts(String technology, String endpoint) {

  /** Nothing derived yet. */
  public static final Facts NONE = new Facts("", "");
}
