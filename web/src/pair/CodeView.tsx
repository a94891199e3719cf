// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { json } from '@codemirror/lang-json';
import { xml } from '@codemirror/lang-xml';
import { foldGutter, foldKeymap } from '@codemirror/language';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { inShadow, look } from './codeLook';

export type Language = 'json' | 'xml' | 'text';

const LANGUAGES: Record<Language, () => Extension> = { json, xml, text: () => [] };

/** A text that may be long: only what is in sight is drawn. Folds, searches (Ctrl-F), never runs. */
export function CodeView({ text, language, label }: { text: string; language: Language; label: string }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = host.current;
    if (!place) return undefined;
    const root = inShadow(place);
    const view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          foldGutter(),
          search({ top: true }),
          keymap.of([...searchKeymap, ...foldKeymap]),
          EditorState.readOnly.of(true),
          EditorView.editable.of(false),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0', role: 'textbox', 'aria-multiline': 'true', 'aria-readonly': 'true' }),
          look,
          LANGUAGES[language](),
        ],
      }),
    });
    return () => view.destroy();
  }, [text, language, label]);
  return <div className="code" ref={host} />;
}
