// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * How traffic is shown to people: decoded, and with credentials hidden unless someone who may see
 * them asks. What is stored is another matter; ingest-service's redaction rules say that.
 */
@NullMarked
package dev.reprise.traffic.display;

import org.jspecify.annotations.NullMarked;
