// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

/**
 * What an {@code up} found or made.
 *
 * @param wasAlreadyUp whether nothing was started, because all that was asked for was there
 */
public record UpResult(boolean wasAlreadyUp, StackStatus status) {}
