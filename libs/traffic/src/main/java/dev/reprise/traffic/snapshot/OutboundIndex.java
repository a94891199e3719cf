// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import java.lang.foreign.MemorySegment;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** The sorted index of outbound pairs, in the memory map. */
final class OutboundIndex {

  private final MemorySegment entries;
  private final int count;

  OutboundIndex(MemorySegment entries) {
    this.entries = entries;
    this.count = Math.toIntExact(entries.byteSize() / Layout.ENTRY_BYTES);
  }

  List<OutboundEntry> all() {
    return new Range(0, count);
  }

  List<OutboundEntry> candidates(long signature) {
    int from = firstNotBelow(signature);
    int to = from;
    if (from < count && signatureAt(from) == signature) {
      to = signature == -1L ? count : firstNotBelow(signature + 1);
    }
    return to == from ? List.of() : new Range(from, to);
  }

  long signatureAt(int number) {
    return entries.get(Layout.LONG, (long) number * Layout.ENTRY_BYTES + Layout.ENTRY_SIGNATURE);
  }

  int endpointAt(int number) {
    return entries.get(Layout.INT, (long) number * Layout.ENTRY_BYTES + Layout.ENTRY_ENDPOINT);
  }

  int count() {
    return count;
  }

  OutboundEntry at(int number) {
    long at = (long) number * Layout.ENTRY_BYTES;
    return new OutboundEntry(
        entries.get(Layout.INT, at + Layout.ENTRY_POSITION),
        entries.get(Layout.LONG, at + Layout.ENTRY_SIGNATURE),
        entries.get(Layout.LONG, at + Layout.ENTRY_MASKED),
        entries.get(Layout.INT, at + Layout.ENTRY_SESSION),
        entries.get(Layout.INT, at + Layout.ENTRY_ENDPOINT),
        entries.get(Layout.INT, at + Layout.ENTRY_BLOCK),
        entries.get(Layout.INT, at + Layout.ENTRY_OFFSET));
  }

  private int firstNotBelow(long signature) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(signatureAt(middle), signature) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Entries read from the map when they are asked for. */
  private final class Range extends AbstractList<OutboundEntry> implements RandomAccess {

    private final int from;
    private final int to;

    Range(int from, int to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public OutboundEntry get(int offset) {
      return at(from + Objects.checkIndex(offset, size()));
    }

    @Override
    public int size() {
      return to - from;
    }
  }
}
