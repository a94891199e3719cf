// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { useSyncExternalStore } from 'react';

// Until the page is left, and nowhere else: neither an address nor a disk remembers it.
let revealed = false;
const listeners = new Set<() => void>();

export function setRevealed(on: boolean): void {
  revealed = on;
  for (const listener of listeners) listener();
}

/** Whether credentials and bytes are shown as they were sent. */
export function useRevealed(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => revealed,
  );
}
