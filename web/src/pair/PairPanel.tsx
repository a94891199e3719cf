// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import './pair.css';
import { useEffect } from 'react';
import { useSearchParams } from 'wouter';
import { useAsk } from '../api/useAsk';
import { useMayEdit } from '../app/role';
import { type Mark, PairDocument, type PairQuery } from '../generated/graphql';
import { bytes, count, duration } from '../ui/format';
import { Icon } from '../ui/icons';
import { Bones, Busy, Button, Copy, Status, Tabs, Tag, Time, Trouble, Way } from '../ui/kit';
import { BodyViewer, save } from './BodyViewer';
import { curlOf } from './curl';
import { Jwts } from './Jwts';
import { jwtsIn } from './jwt';
import { Overview } from './Overview';
import { setRevealed, useRevealed } from './reveal';

export type Pair = NonNullable<PairQuery['pair']>;
type Place = 'overview' | 'request' | 'response' | 'tokens';

const MARKS: Record<Mark, string> = {
  REQUEST_TRUNCATED: 'request body cut',
  RESPONSE_TRUNCATED: 'response body cut',
  REQUEST_INCOMPLETE: 'request broke off',
  RESPONSE_INCOMPLETE: 'response broke off',
  RESPONSE_MISSING: 'no response',
  UPGRADED: 'upgraded away from HTTP',
  NAME_UNKNOWN: 'no response: name not resolved',
  SERVER_UNREACHABLE: 'no response: server out of reach',
  TLS_FAILED: 'no response: TLS not agreed',
};

/** One pair in full. */
export function PairPanel({ id, onSelect, onClose }: { id: string; onSelect: (id: string) => void; onClose: () => void }) {
  const mayEdit = useMayEdit();
  const reveal = useRevealed() && mayEdit;
  const answer = useAsk(PairDocument, { id, reveal });
  const pair = answer.data?.pair ?? null;
  useEffect(() => {
    document.title = pair ? `${pair.request.method} ${pair.request.target} – Reprise` : 'Reprise';
    return () => {
      document.title = 'Reprise';
    };
  }, [pair]);
  if (answer.error && (!pair || pair.id !== id)) {
    return (
      <section className="pair" aria-label="Pair">
        <div className="title">
          <h2>Pair {id}</h2>
          <Button kind="quiet" icon="close" aria-label="Close (Escape)" onClick={onClose} />
        </div>
        <div className="pad">
          <Trouble failure={answer.error} again={() => void answer.refetch()} />
        </div>
      </section>
    );
  }
  if (!pair) return <Bones rows={10} />;
  return (
    <section className="pair" aria-label="Pair">
      <Busy when={answer.isPlaceholderData} />
      <Head pair={pair} reveal={reveal} mayReveal={mayEdit} onClose={onClose} />
      <Inside pair={pair} reveal={reveal} mayReveal={mayEdit} onSelect={onSelect} />
    </section>
  );
}

function Head({ pair, reveal, mayReveal, onClose }: { pair: Pair; reveal: boolean; mayReveal: boolean; onClose: () => void }) {
  const { request, response, timing, direction, marks, redactions } = pair;
  return (
    <>
      <div className="title">
        <Way direction={direction} />
        <Status status={response?.status} />
        <h2 className="mono cut" title={`${request.method} ${request.target}`}>
          <b>{request.method}</b> {request.target}
        </h2>
        <Button kind="quiet" icon="close" aria-label="Close (Escape)" onClick={onClose} />
      </div>
      <div className="facts-line">
        <span>
          <Time at={timing.start} show="moment" />
        </span>
        <span>{duration(timing.durationMillis)}</span>
        <span>
          {bytes(request.body.wireBytes)} → {bytes(response?.body.wireBytes ?? 0)}
        </span>
        {marks.map((mark) => (
          <Tag key={mark} tone="warn">
            {MARKS[mark]}
          </Tag>
        ))}
        {redactions.length > 0 && (
          <Tag tone="warn" title={redactions.map(({ place, rule }) => `${place} (${rule})`).join('\n')}>
            {count(redactions.length)} redacted
          </Tag>
        )}
        <span className="push">
          <Button
            small
            kind="quiet"
            icon={reveal ? 'eye' : 'lock'}
            aria-pressed={reveal}
            disabled={!mayReveal}
            title={mayReveal ? 'Show credentials and bytes as they were sent, until the page is left' : 'Needs the role editor'}
            onClick={() => setRevealed(!reveal)}
          >
            {reveal ? 'Credentials shown' : 'Credentials hidden'}
          </Button>
          <Copy text={() => curlOf(pair)} label={`Copy as curl${reveal ? '' : ', credentials hidden'}`}>
            curl
          </Copy>
          <Button
            small
            kind="quiet"
            icon="download"
            aria-label="Download the pair as JSON"
            onClick={() => save(new Blob([JSON.stringify(pair, null, 2)], { type: 'application/json' }), `${pair.id}.json`)}
          />
          <Copy text={() => location.href} label="Copy a link to this view">
            link
          </Copy>
        </span>
      </div>
    </>
  );
}

function Inside({ pair, reveal, mayReveal, onSelect }: { pair: Pair; reveal: boolean; mayReveal: boolean; onSelect: (id: string) => void }) {
  const [params, setParams] = useSearchParams();
  const wanted = params.get('part') as Place | null;
  const tokens = jwtsIn(pair);
  const places: Place[] = ['overview', 'request', 'response', ...(tokens.length > 0 ? (['tokens'] as const) : [])];
  const place = wanted && places.includes(wanted) ? wanted : 'overview';
  const show = (part: Place) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (part === 'overview') next.delete('part');
        else next.set('part', part);
        return next;
      },
      { replace: true },
    );
  const revealing = { mayReveal, onReveal: () => setRevealed(true) };
  const { request, response } = pair;
  return (
    <>
      <Tabs
        label="Parts of the pair"
        value={place}
        onChange={show}
        tabs={[
          { key: 'overview', label: 'Overview' },
          { key: 'request', label: <>Request<small>{bytes(request.body.wireBytes)}</small></> },
          { key: 'response', label: <>Response<small>{response ? bytes(response.body.wireBytes) : 'none'}</small></> },
          ...(tokens.length > 0 ? [{ key: 'tokens' as const, label: <>Tokens<small>{tokens.length}</small></> }] : []),
        ]}
      />
      <div className="inside" role="tabpanel" aria-label={place} data-place={place}>
        {place === 'overview' && <Overview pair={pair} onSelect={onSelect} />}
        {place === 'request' && (
          <Message
            what="request"
            line={`${request.method} ${request.target} ${request.version}`}
            headers={request.headers}
            trailers={request.trailers}
            body={<BodyViewer what="request" headers={request.headers} body={request.body} fileName={`${pair.id}-request`} {...revealing} />}
          />
        )}
        {place === 'response' &&
          (response ? (
            <Message
              what="response"
              line={`${response.version} ${response.status} ${response.reason}`}
              headers={response.headers}
              trailers={response.trailers}
              body={<BodyViewer what="response" headers={response.headers} body={response.body} fileName={`${pair.id}-response`} {...revealing} />}
            />
          ) : (
            <p className="nobody">
              <Icon name="warn" /> No response was seen.
            </p>
          ))}
        {place === 'tokens' && <Jwts tokens={tokens} at={new Date(pair.timing.start)} />}
      </div>
      {!reveal && place === 'tokens' && <p className="faint pad">Credentials are hidden; more tokens may show with them.</p>}
    </>
  );
}

function Message({ what, line, headers, trailers, body }: { what: 'request' | 'response'; line: string; headers: Pair['request']['headers']; trailers: Pair['request']['trailers']; body: React.ReactNode }) {
  return (
    <div className="message">
      <details open={headers.length <= 14}>
        <summary>
          <h3>Headers</h3>
          <span className="faint">{count(headers.length)}</span>
          <code className="cut">{line}</code>
        </summary>
        <Lines lines={headers} label={`Headers of the ${what}`} />
        {trailers.length > 0 && (
          <>
            <h3 className="pad">Trailers</h3>
            <Lines lines={trailers} label={`Trailers of the ${what}`} />
          </>
        )}
      </details>
      <Copy text={() => [line, ...headers.map(({ name, value }) => `${name}: ${value}`)].join('\n')} label={`Copy the ${what}'s headers`} />
      {body}
    </div>
  );
}

function Lines({ lines, label }: { lines: Pair['request']['headers']; label: string }) {
  return (
    <dl className="lines mono" aria-label={label}>
      {lines.map(({ name, value }, at) => (
        <div key={at}>
          <dt>{name}</dt>
          <dd>{value === '•••' ? <span className="hidden" title="A credential; show it with the lock above">•••</span> : value}</dd>
        </div>
      ))}
    </dl>
  );
}
