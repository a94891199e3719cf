// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import './kit.css';
import {
  type ButtonHTMLAttributes,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { Link } from 'wouter';
import type { Failure } from '../api/client';
import { ago, clock, count, day, utc } from './format';
import { Icon, type IconName } from './icons';

type Tone = 'good' | 'note' | 'warn' | 'bad' | 'in' | 'out' | 'accent' | 'plain';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: 'plain' | 'primary' | 'danger' | 'quiet';
  icon?: IconName;
  small?: boolean;
}

/** A button; with an icon and no children it needs an aria-label, which is shown as its title too. */
export function Button({ kind = 'plain', icon, small = false, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className="button"
      data-kind={kind}
      data-small={small}
      data-icon={!children}
      title={children ? undefined : rest['aria-label']}
      {...rest}
    >
      {icon && <Icon name={icon} size={small ? 14 : 16} />}
      {children}
    </button>
  );
}

export function Tag({ tone = 'plain', children, title }: { tone?: Tone; children: ReactNode; title?: string }) {
  return (
    <span className="tag" data-tone={tone} title={title}>
      {children}
    </span>
  );
}

/** The tone of a status: by its hundreds. */
export function toneOf(status: number | null | undefined): Tone {
  if (!status) return 'plain';
  return status >= 500 ? 'bad' : status >= 400 ? 'warn' : status >= 300 ? 'note' : 'good';
}

export function Status({ status }: { status: number | null | undefined }) {
  return status ? (
    <Tag tone={toneOf(status)}>{status}</Tag>
  ) : (
    <Tag title="No response was seen">none</Tag>
  );
}

export function Way({ direction }: { direction: 'IN' | 'OUT' }) {
  const inbound = direction === 'IN';
  return (
    <Tag tone={inbound ? 'in' : 'out'} title={inbound ? 'To the recorded service' : 'From the recorded service to others'}>
      {direction}
    </Tag>
  );
}

/** Local time; the whole of it in UTC on hover. */
export function Time({ at, show = 'clock' }: { at: string; show?: 'clock' | 'moment' | 'ago' | 'seconds' }) {
  const date = new Date(at);
  const text =
    show === 'ago'
      ? ago(date)
      : show === 'moment'
        ? `${day(date)} ${clock(date, false)}`
        : clock(date, show === 'clock');
  return (
    <time dateTime={at} title={`${utc(at)}\n${day(date)} ${clock(date)} local time, ${ago(date)}`}>
      {text}
    </time>
  );
}

/** "20 of 84" */
export function OfAll({ shown, all, what }: { shown: number; all: number | null | undefined; what?: string }) {
  return (
    <span className="faint">
      {count(shown)} of {all === null || all === undefined ? '…' : count(all)}
      {what ? ` ${what}` : ''}
    </span>
  );
}

export function Copy({ text, label = 'Copy', small = true, children }: { text: string | (() => string); label?: string; small?: boolean; children?: ReactNode }) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return undefined;
    const timer = setTimeout(() => setDone(false), 1_500);
    return () => clearTimeout(timer);
  }, [done]);
  return (
    <Button
      kind="quiet"
      small={small}
      icon={done ? 'check' : 'copy'}
      aria-label={done ? 'Copied' : label}
      onClick={(event) => {
        event.stopPropagation();
        void navigator.clipboard.writeText(typeof text === 'string' ? text : text()).then(() => setDone(true));
      }}
    >
      {children}
    </Button>
  );
}

/** A command of one line, to be copied. */
export function Command({ children }: { children: string }) {
  return (
    <span className="command">
      <code>{children}</code>
      <Copy text={children} label="Copy command" />
    </span>
  );
}

/** Lines to be copied together. */
export function Lines({ text, label }: { text: string; label: string }) {
  return (
    <div className="commands">
      <pre tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
      <Copy text={text} label={`Copy ${label}`} />
    </div>
  );
}

export function State({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="state">
      <h2>{title}</h2>
      {children}
      {actions && <div className="actions">{actions}</div>}
    </div>
  );
}

/** A failure where its result would have been: what, and what to do. */
export function Trouble({ failure, again }: { failure: Failure; again?: () => void }) {
  const [head = '', ...rest] = failure.message.split('\n');
  return (
    <div className="trouble" role="alert">
      <Icon name="error" />
      <div>
        <p>{head}</p>
        {rest.length > 0 && <pre>{rest.join('\n')}</pre>}
        {failure.remedy && <p>{failure.remedy}</p>}
      </div>
      {again && (
        <Button small icon="refresh" onClick={again}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** Where something will be; keeps its room meanwhile. */
export function Bone({ width = '100%', height = 14 }: { width?: number | string; height?: number | string }) {
  return <div className="bone" style={{ width, height }} aria-hidden="true" />;
}

export function Bones({ rows = 5 }: { rows?: number }) {
  return (
    <div style={{ display: 'grid', gap: 12, padding: 16 }} role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <Bone key={row} width={`${92 - ((row * 17) % 40)}%`} />
      ))}
    </div>
  );
}

/** A thin line over something whose next state is on its way. */
export function Busy({ when }: { when: boolean }) {
  return when ? <div className="bar-busy" aria-hidden="true" /> : null;
}

export function Progress({ done, total, label }: { done: number; total: number; label: string }) {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  return (
    <div className="progress" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)}>
      <div style={{ width: `${share * 100}%` }} />
    </div>
  );
}

export interface Tab<K extends string> {
  key: K;
  label: ReactNode;
}

export function Tabs<K extends string>({ tabs, value, onChange, label }: { tabs: Tab<K>[]; value: K; onChange: (key: K) => void; label: string }) {
  const list = useRef<HTMLDivElement>(null);
  const move = (step: number) => {
    const at = tabs.findIndex((tab) => tab.key === value);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    onChange(next.key);
    list.current?.querySelector<HTMLElement>(`[data-key="${next.key}"]`)?.focus();
  };
  return (
    <div
      className="tabs"
      role="tablist"
      aria-label={label}
      ref={list}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') move(1);
        else if (event.key === 'ArrowLeft') move(-1);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {tabs.map((tab) => (
        <button
          key={tab.key}
          type="button"
          role="tab"
          data-key={tab.key}
          aria-selected={tab.key === value}
          tabIndex={tab.key === value ? 0 : -1}
          onClick={() => onChange(tab.key)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}

export function Choice<K extends string>({ options, value, onChange, label }: { options: { key: K; label: ReactNode }[]; value: K; onChange: (key: K) => void; label: string }) {
  return (
    <div className="choice" role="group" aria-label={label}>
      {options.map((option) => (
        <button key={option.key} type="button" aria-pressed={option.key === value} onClick={() => onChange(option.key)}>
          {option.label}
        </button>
      ))}
    </div>
  );
}

export function Dialog({ title, onClose, wide = false, children }: { title: string; onClose: () => void; wide?: boolean; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // React's autoFocus comes before the dialog is shown, when nothing in it can have the focus.
    shown?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      className="dialog"
      ref={dialog}
      data-wide={wide}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <header>
        <h1 id={id}>{title}</h1>
        <Button kind="quiet" icon="close" aria-label="Close" onClick={onClose} />
      </header>
      <div className="inside">{children}</div>
    </dialog>
  );
}

/** Something small that opens beneath a button and closes on Escape or a click elsewhere. */
export function Popover({ label, button, children, align = 'left' }: { label: string; button: (open: boolean, toggle: () => void) => ReactNode; children: (close: () => void) => ReactNode; align?: 'left' | 'right' }) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const away = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [open]);
  return (
    <div
      ref={box}
      style={{ position: 'relative' }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && open) {
          event.stopPropagation();
          setOpen(false);
          box.current?.querySelector('button')?.focus();
        }
      }}
    >
      {button(open, () => setOpen(!open))}
      {open && (
        <div className="menu" role="group" aria-label={label} style={{ top: 'calc(100% + 4px)', [align]: 0 }}>
          {children(() => setOpen(false))}
        </div>
      )}
    </div>
  );
}

export function LinkButton({ to, icon, children, kind = 'plain', small = false }: { to: string; icon?: IconName; children: ReactNode; kind?: ButtonProps['kind']; small?: boolean }) {
  return (
    <Link href={to} className="button" data-kind={kind} data-small={small}>
      {icon && <Icon name={icon} size={small ? 14 : 16} />}
      {children}
    </Link>
  );
}
