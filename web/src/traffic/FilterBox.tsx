// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import './filter.css';
import { type KeyboardEvent, useCallback, useEffect, useEffectEvent, useId, useMemo, useRef, useState } from 'react';
import { useAsk } from '../api/useAsk';
import { type KeyBinding, useKeys } from '../app/keys';
import { CheckFilterDocument, FilterHelpDocument } from '../generated/graphql';
import { Icon } from '../ui/icons';
import { Button } from '../ui/kit';
import { words } from './filterText';
import { type Suggestion, useSuggestions } from './useSuggestions';
import type { Asked } from './useSelection';

export interface FilterBoxProps {
  value: string;
  onChange: (filter: string) => void;
  /** What values are offered from. */
  asked: Asked;
  label?: string;
  placeholder?: string;
}

const NO_FIELDS: ReadonlySet<string> = new Set();

/** A line of the filter language: coloured, completed, and with its mistake under its place. */
export function FilterBox({ value, onChange, asked, label = 'Filter', placeholder }: FilterBoxProps) {
  const [text, setText] = useState(value);
  const [caret, setCaret] = useState(0);
  const [focused, setFocused] = useState(false);
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const paint = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => setText(value), [value]);

  const help = useAsk(FilterHelpDocument, {}).data?.filterHelp;
  const fields = useMemo(
    () => (help ? new Set(help.fields.map((field) => field.name.replace(/\[.*$/, ''))) : NO_FIELDS),
    [help],
  );
  const checked = useDelayed(text, 160);
  const check = useAsk(CheckFilterDocument, { filter: checked }, { when: checked.trim() !== '', keep: false });
  const mistake = checked === text ? check.data?.checkFilter : undefined;
  const wrong = mistake?.mistake ? mistake : null;
  // What is merely not finished is no mistake while somebody writes; it is once they want it applied.
  const [insisted, setInsisted] = useState('');
  const isUnfinished = wrong !== null && (wrong.position ?? 0) > text.trimEnd().length && focused && insisted !== text;
  const suggestions = useSuggestions(text, caret, help ?? null, asked, focused && open);

  // What is asked for before it was looked at waits for that; where nobody can look at it, the list will say so.
  const [awaited, setAwaited] = useState<string | null>(null);
  const isChecked = text.trim() === '' || mistake !== undefined || (checked === text && check.isError);
  const apply = (next: string) => {
    setAwaited(null);
    setOpen(false);
    setChosen(-1);
    onChange(next);
  };
  const submit = (next: string) => {
    setInsisted(next);
    if (isChecked && !wrong) apply(next);
    else if (!isChecked) setAwaited(next);
  };
  const applyAwaited = useEffectEvent(apply);
  useEffect(() => {
    if (awaited === null) return;
    if (awaited !== text || (isChecked && wrong)) setAwaited(null);
    else if (isChecked) applyAwaited(awaited);
  }, [awaited, text, isChecked, wrong]);
  const take = (suggestion: Suggestion) => {
    const next = text.slice(0, suggestion.from) + suggestion.text + text.slice(suggestion.to);
    setText(next);
    const at = suggestion.from + suggestion.text.length;
    setChosen(-1);
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(at, at);
      setCaret(at);
      setOpen(true);
    });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (!open) setOpen(true);
      const many = suggestions.length;
      if (many > 0) setChosen((at) => (key === 'ArrowDown' ? (at + 1) % many : (at <= 0 ? many : at) - 1));
      event.preventDefault();
    } else if ((key === 'Enter' || key === 'Tab') && open && suggestions[chosen]) {
      take(suggestions[chosen]);
      event.preventDefault();
    } else if (key === 'Enter') {
      submit(text);
      event.preventDefault();
    } else if (key === 'Escape') {
      if (open && suggestions.length > 0) setOpen(false);
      else if (text !== value) setText(value);
      else input.current?.blur();
      event.stopPropagation();
    }
  };

  const focus = useCallback(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  useKeys(useMemo<KeyBinding[]>(() => [{ keys: '/', does: 'Go to the filter', run: focus }], [focus]));

  const place = wrong?.position ? wrong.position - 1 : null;
  const listId = `${id}-list`;
  const listOpen = focused && open && suggestions.length > 0;
  return (
    <div className="filter" data-wrong={wrong !== null && !isUnfinished} data-focused={focused}>
      <Icon name="filter" />
      <div className="line">
        <div className="paint" aria-hidden="true" ref={paint}>
          {words(text, fields).map((word) => (
            <span
              key={word.from}
              data-kind={word.kind}
              data-wrong={!isUnfinished && place !== null && place >= word.from && place < word.to}
            >
              {word.text}
            </span>
          ))}
          {!isUnfinished && place !== null && place >= text.length && <span data-wrong="true"> </span>}
        </div>
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded={listOpen}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={listOpen && chosen >= 0 ? `${id}-${chosen}` : undefined}
          aria-invalid={wrong !== null && !isUnfinished}
          aria-describedby={wrong ? `${id}-wrong` : undefined}
          placeholder={placeholder ?? 'Filter, e.g. status >= 500 AND path CONTAINS "/cart"'}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setCaret(event.target.selectionStart ?? event.target.value.length);
            setChosen(-1);
            setOpen(true);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
          onScroll={(event) => {
            if (paint.current) paint.current.scrollLeft = event.currentTarget.scrollLeft;
          }}
          onFocus={() => {
            setFocused(true);
            setOpen(true);
          }}
          onBlur={() => setFocused(false)}
          onKeyDown={onKeyDown}
        />
      </div>
      {text !== value && (
        <Button small kind="primary" onMouseDown={(event) => event.preventDefault()} onClick={() => submit(text)} disabled={Boolean(wrong)}>
          Apply <kbd aria-hidden="true">↵</kbd>
        </Button>
      )}
      {text !== '' && (
        <Button
          small
          kind="quiet"
          icon="close"
          aria-label="Clear the filter"
          onClick={() => {
            setText('');
            setInsisted('');
            apply('');
          }}
        />
      )}
      {(listOpen || wrong) && (
        <div className="under" onMouseDown={(event) => event.preventDefault()} data-inert={!listOpen && !focused}>
          {wrong && <Mistake id={`${id}-wrong`} message={wrong.mistake ?? ''} isUnfinished={isUnfinished} />}
          {listOpen && (
            <ul id={listId} role="listbox" aria-label="Suggestions">
              {suggestions.map((suggestion, at) => (
                <li
                  key={`${suggestion.from}-${suggestion.text}`}
                  id={`${id}-${at}`}
                  role="option"
                  aria-selected={at === chosen}
                  ref={at === chosen ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
                  onClick={() => take(suggestion)}
                >
                  <code>{suggestion.label ?? suggestion.text.trim()}</code>
                  <span>{suggestion.hint}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </div>
  );
}

/** What is wrong, with the excerpt and the caret that the service drew under it. */
function Mistake({ id, message, isUnfinished }: { id: string; message: string; isUnfinished: boolean }) {
  const [what = '', ...excerpt] = message.split('\n');
  return (
    <div className="mistake" id={id} role="status" data-mild={isUnfinished}>
      <p>{what.replace(/^Invalid filter: /, '')}</p>
      {excerpt.length > 0 && !isUnfinished && <pre aria-hidden="true">{excerpt.join('\n')}</pre>}
    </div>
  );
}

function useDelayed<T>(value: T, millis: number): T {
  const [late, setLate] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLate(value), millis);
    return () => clearTimeout(timer);
  }, [value, millis]);
  return late;
}
