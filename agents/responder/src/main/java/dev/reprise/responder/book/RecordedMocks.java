// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.book;

import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.signature.Signatures;
import dev.reprise.traffic.snapshot.OutboundEntry;
import dev.reprise.traffic.snapshot.SnapshotFile;

/**
 * The recorded calls of a snapshot, read when they are asked for, and what tells them from others.
 *
 * <p><b>Threads:</b> thread-safe. <b>Bounds:</b> those asked for last are kept, in an eighth of the
 * heap.
 */
final class RecordedMocks {

  private static final int HEAP_SHARE = 8;
  private static final int TRAITS = 8192;

  private final SnapshotFile snapshot;
  private final Recent<OutboundEntry, Mock> mocks =
      new Recent<>(Runtime.getRuntime().maxMemory() / HEAP_SHARE, Mock::heapBytes);
  private final Recent<OutboundEntry, Traits> traits = new Recent<>(TRAITS, _ -> 1);

  RecordedMocks(SnapshotFile snapshot) {
    this.snapshot = snapshot;
  }

  Mock of(OutboundEntry entry) {
    return mocks.get(entry, this::read);
  }

  private Mock read(OutboundEntry entry) {
    return Mock.of(snapshot.read(entry), snapshot.manifest().rules());
  }

  Traits traits(OutboundEntry entry) {
    return traits.get(entry, this::traitsOf);
  }

  private Traits traitsOf(OutboundEntry entry) {
    Request request = snapshot.read(entry).pair().request();
    return Traits.of(request, Signatures.of(request, snapshot.manifest().rules()));
  }
}
