// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import type { BodyFragment } from '../generated/graphql';
import { bytes, counted } from '../ui/format';
import { Bones, Button, Choice, Copy, State, Tag } from '../ui/kit';
import { type HeaderLine, headerOf, kindOf, type Mode } from './bodyKind';
import { bytesOf } from './hex';
import { HexView } from './HexView';
import { printJson } from './json';
import { JsonTree } from './JsonTree';

const CodeView = lazy(() => import('./CodeView').then((module) => ({ default: module.CodeView })));

const NAMES: Record<Mode, string> = { tree: 'Tree', form: 'Form', image: 'Image', text: 'Text', raw: 'Raw', hex: 'Hex' };

export interface BodyViewerProps {
  what: 'request' | 'response';
  headers: HeaderLine[];
  body: BodyFragment;
  fileName: string;
  mayReveal: boolean;
  onReveal: () => void;
}

/** A body in every way it can be read; nothing of it ever runs. */
export function BodyViewer({ what, headers, body, fileName, mayReveal, onReveal }: BodyViewerProps) {
  const kind = useMemo(() => kindOf(headers, body.decoded, body.decodedComplete), [headers, body]);
  const [wanted, setWanted] = useState<Mode | null>(null);
  const mode = wanted && kind.modes.includes(wanted) ? wanted : (kind.modes[0] ?? 'hex');
  const raw = useMemo(() => (body.base64 === null ? null : bytesOf(body.base64)), [body.base64]);
  const text = useMemo(
    () => (mode === 'text' && kind.json ? printJson(kind.json) : (body.decoded ?? '')),
    [mode, kind.json, body.decoded],
  );
  if (body.wireBytes === 0) return <p className="nobody faint">No body.</p>;
  const coding = headerOf(headers, 'content-encoding');
  const label = `${what} body`;
  return (
    <section className="body-view" aria-label={label}>
      <header>
        <Choice label={`Show the ${label} as`} options={kind.modes.map((key) => ({ key, label: NAMES[key] }))} value={mode} onChange={setWanted} />
        <span className="faint cut" title={kind.media}>
          {kind.media || 'no content type'} · {bytes(body.wireBytes)}
          {coding && ` as ${coding}`}
        </span>
        {body.truncated && (
          <Tag tone="warn" title={`The copy of the body ends after ${body.keptBytes} of ${body.wireBytes} bytes`}>
            cut: {bytes(body.keptBytes)} of {bytes(body.wireBytes)} kept
          </Tag>
        )}
        {body.decoded !== null && !body.decodedComplete && <Tag tone="warn">only the start could be decoded</Tag>}
        <span className="push">
          {body.decoded !== null && <Copy text={body.decoded} label={`Copy the ${label}`} />}
          <Download raw={raw} text={body.decoded} name={fileName} media={kind.media} />
        </span>
      </header>
      <div className="shown">
        {mode === 'tree' && kind.json && <JsonTree root={kind.json} label={label} />}
        {mode === 'form' && kind.fields && <Fields fields={kind.fields} />}
        {(mode === 'text' || mode === 'raw') && (
          <Suspense fallback={<Bones rows={4} />}>
            <CodeView text={text} language={kind.language} label={label} />
          </Suspense>
        )}
        {mode === 'hex' &&
          (raw ? <HexView bytes={raw} label={`${label}, as sent`} /> : <Unrevealed mayReveal={mayReveal} onReveal={onReveal} />)}
        {mode === 'image' &&
          (raw ? <Image raw={raw} media={kind.media} label={label} /> : <Unrevealed mayReveal={mayReveal} onReveal={onReveal} />)}
      </div>
    </section>
  );
}

function Unrevealed({ mayReveal, onReveal }: { mayReveal: boolean; onReveal: () => void }) {
  return (
    <State
      title="Bytes are not shown yet"
      actions={
        mayReveal && (
          <Button icon="eye" onClick={onReveal}>
            Show bytes and credentials
          </Button>
        )
      }
    >
      <p>
        Bytes as sent hold credentials as sent. {mayReveal ? 'Showing them is your choice.' : 'Showing them needs the role editor.'}
      </p>
    </State>
  );
}

function Fields({ fields }: { fields: [string, string][] }) {
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Fields of the form">
      <table className="grid-table">
        <thead>
          <tr>
            <th>Field</th>
            <th>Value</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(([name, value], at) => (
            <tr key={at}>
              <td className="mono">{name}</td>
              <td className="mono wide" title={value}>
                {value}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="faint pad">{counted(fields.length, 'field')}</p>
    </div>
  );
}

/** In an img element nothing of an SVG runs, and nothing is loaded from elsewhere. */
function Image({ raw, media, label }: { raw: Uint8Array<ArrayBuffer>; media: string; label: string }) {
  const [url, setUrl] = useState<string | null>(null);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([raw], { type: media }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [raw, media]);
  if (isBroken) return <State title="This is no image that a browser knows" />;
  return <div className="image">{url && <img src={url} alt={label} onError={() => setBroken(true)} />}</div>;
}

function Download({ raw, text, name, media }: { raw: Uint8Array<ArrayBuffer> | null; text: string | null; name: string; media: string }) {
  if (raw === null && text === null) return null;
  return (
    <Button
      kind="quiet"
      small
      icon="download"
      aria-label={raw ? 'Download the body as sent' : 'Download the body as shown'}
      // Never under its own type: a browser would show, and run, an HTML file.
      onClick={() => save(new Blob([raw ?? text ?? ''], { type: 'application/octet-stream' }), `${name}${EXTENSIONS[media] ?? '.bin'}`)}
    />
  );
}

const EXTENSIONS: Record<string, string> = {
  'application/json': '.json',
  'text/plain': '.txt',
  'text/html': '.html.txt',
  'application/xml': '.xml',
  'text/xml': '.xml',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
};

export function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name.replace(/[^\w.-]+/g, '_');
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
