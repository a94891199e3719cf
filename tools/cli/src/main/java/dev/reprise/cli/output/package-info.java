// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * How results are printed: tables for people, JSON and YAML for programs, progress on long work.
 */
@NullMarked
package dev.reprise.cli.output;

import org.jspecify.annotations.NullMarked;
