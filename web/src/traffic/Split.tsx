// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { type ReactNode, useRef, useState } from 'react';

const KEY = 'reprise.split';
const LEAST = 25;
const MOST = 75;

function remembered(): number {
  const share = Number(localStorage.getItem(KEY));
  return share >= LEAST && share <= MOST ? share : 50;
}

/** A list with, while there is one, something beside it; the border between them can be moved. */
export function Split({ open, aside, children }: { open: boolean; aside: ReactNode; children: ReactNode }) {
  const [share, setShare] = useState(remembered);
  const box = useRef<HTMLDivElement>(null);
  const move = (next: number) => {
    const kept = Math.min(MOST, Math.max(LEAST, Math.round(next)));
    setShare(kept);
    localStorage.setItem(KEY, String(kept));
  };
  return (
    <div className="split" ref={box} style={{ gridTemplateColumns: open ? `minmax(0, ${100 - share}fr) 5px minmax(0, ${share}fr)` : '1fr' }}>
      <div className="main">{children}</div>
      {open && (
        <>
          <div
            className="border"
            role="separator"
            aria-orientation="vertical"
            aria-label="Width of the pair"
            aria-valuenow={share}
            aria-valuemin={LEAST}
            aria-valuemax={MOST}
            tabIndex={0}
            onKeyDown={(event) => {
              if (event.key === 'ArrowLeft') move(share + 3);
              else if (event.key === 'ArrowRight') move(share - 3);
              else return;
              event.preventDefault();
            }}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId);
            }}
            onPointerMove={(event) => {
              const place = box.current?.getBoundingClientRect();
              if (place && event.currentTarget.hasPointerCapture(event.pointerId)) {
                move(((place.right - event.clientX) / place.width) * 100);
              }
            }}
          />
          <div className="aside">{aside}</div>
        </>
      )}
    </div>
  );
}
