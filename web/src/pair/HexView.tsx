// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { hexLine, hexLines } from './hex';

export function HexView({ bytes, label }: { bytes: Uint8Array; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: hexLines(bytes),
    getScrollElement: () => box.current,
    estimateSize: () => 19,
    overscan: 20,
  });
  return (
    <div className="hex mono" ref={box} tabIndex={0} role="region" aria-label={label}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => (
          <pre key={item.index} style={{ transform: `translateY(${item.start}px)` }}>
            {hexLine(bytes, item.index)}
          </pre>
        ))}
      </div>
    </div>
  );
}
