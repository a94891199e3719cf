// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { useEffect, useEffectEvent } from 'react';

/** What a key does; the words are what the help shows. */
export interface KeyBinding {
  /** "j", "Escape", or two keys after one another: "g t". */
  keys: string;
  does: string;
  run: () => void;
}

const shown = new Set<readonly KeyBinding[]>();

/** All keys that do something now, for the help. */
export function presentKeys(): KeyBinding[] {
  const seen = new Map<string, KeyBinding>();
  for (const bindings of shown) for (const binding of bindings) seen.set(binding.keys, binding);
  return [...seen.values()];
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

const SEQUENCE_MILLIS = 900;
let before = '';
let beforeAt = 0;

/** Binds keys while a component is shown; not while somebody types, nor behind a dialog. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
    const pair = event.timeStamp - beforeAt < SEQUENCE_MILLIS ? `${before} ${event.key}` : '';
    const found =
      bindings.find((binding) => binding.keys === pair) ??
      bindings.find((binding) => binding.keys === event.key);
    if (!found) return;
    event.preventDefault();
    found.run();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => handle(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
  useEffect(() => {
    shown.add(bindings);
    return () => {
      shown.delete(bindings);
    };
  }, [bindings]);
}

// The window hears of a key after the document, so after all of the above: it is the first of a possible pair.
window.addEventListener('keydown', (event) => {
  if (isTyping(event.target)) return;
  before = event.key;
  beforeAt = event.timeStamp;
});
