// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/**
 * A shadow root of a place, made once. CodeMirror keeps its styles in constructed sheets there; in the
 * document itself it would write style elements, which the page's policy forbids.
 */
export function inShadow(place: HTMLElement): ShadowRoot {
  const root = place.shadowRoot ?? place.attachShadow({ mode: 'open' });
  root.replaceChildren();
  return root;
}

/** The page's colours and type. */
export const look: Extension = [
  EditorView.theme({
    '&': { height: '100%', color: 'var(--text)', backgroundColor: 'transparent', fontSize: '12px' },
    '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
    '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55', scrollbarWidth: 'thin' },
    '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--faint)', border: 'none' },
    '.cm-content': { padding: '6px 0' },
    '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
      backgroundColor: 'color-mix(in srgb, var(--accent) 28%, transparent) !important',
    },
    '.cm-searchMatch': { backgroundColor: 'var(--warn-soft)', outline: '1px solid var(--fill-warn)' },
    '.cm-searchMatch-selected': { backgroundColor: 'var(--fill-warn)' },
    '.cm-panels': { backgroundColor: 'var(--sunk)', color: 'var(--text)' },
    '.cm-panels-top': { borderBottom: '1px solid var(--line)' },
    '.cm-panel input, .cm-panel button': { font: 'inherit', fontSize: '12px' },
    '.cm-foldPlaceholder': { backgroundColor: 'var(--sunk)', border: '1px solid var(--line)', color: 'var(--dim)' },
    '.cm-changedLine': { backgroundColor: 'transparent !important' },
    '.cm-collapsedLines': { backgroundColor: 'var(--sunk)', color: 'var(--dim)', backgroundImage: 'none', padding: '2px 8px' },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: [tags.propertyName, tags.tagName, tags.attributeName], color: 'var(--accent-text)' },
      { tag: [tags.string, tags.attributeValue], color: 'var(--good)' },
      { tag: tags.number, color: 'var(--note)' },
      { tag: [tags.bool, tags.null, tags.keyword], color: 'var(--out)' },
      { tag: tags.comment, color: 'var(--faint)' },
    ]),
  ),
];
