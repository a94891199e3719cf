// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

/** A line of a part's log. */
public record LogLine(String part, String text) {}
