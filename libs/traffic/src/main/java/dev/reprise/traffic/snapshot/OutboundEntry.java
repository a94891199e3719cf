// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

/**
 * What the index knows of an outbound pair without reading it.
 *
 * @param position among all outbound pairs in their order, from 0
 * @param signature the hash of its signature
 * @param masked the hash of its masked values
 * @param session the number of its session; -1 when there is none
 * @param endpoint its number among {@link SnapshotManifest#outbound()}
 * @param block where it lies
 * @param offsetInBlock and where in there
 */
public record OutboundEntry(
    int position,
    long signature,
    long masked,
    int session,
    int endpoint,
    int block,
    int offsetInBlock) {}
