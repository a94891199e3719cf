// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { useAsk } from '../api/useAsk';
import { FamilyDocument, type FamilyQuery } from '../generated/graphql';
import { counted, duration } from '../ui/format';
import { Bones, Status, Tag, Time, Trouble, Way } from '../ui/kit';
import type { Pair } from './PairPanel';

export function Overview({ pair, onSelect }: { pair: Pair; onSelect: (id: string) => void }) {
  const { origin, connection, request, timing } = pair;
  return (
    <div className="overview">
      <Course pair={pair} />
      <Family pair={pair} onSelect={onSelect} />
      <section>
        <h3>Where</h3>
        <dl className="facts">
          <dt>Service</dt>
          <dd>{origin.service}</dd>
          {origin.replayId && (
            <>
              <dt>Seen in replay</dt>
              <dd>{origin.replayId}</dd>
            </>
          )}
          <dt>Endpoint</dt>
          <dd className="mono">{pair.endpoint}</dd>
          <dt>Authority</dt>
          <dd className="mono">
            {request.scheme}://{request.authority}
          </dd>
          <dt>Technology</dt>
          <dd>
            {pair.technology}, {request.version}
          </dd>
          <dt>From → to</dt>
          <dd className="mono">
            {connection.client} → {connection.server}
          </dd>
          <dt>Connection</dt>
          <dd>
            <span className="mono">{connection.id}</span>, request {connection.index + 1} on it
          </dd>
          <dt>Encryption</dt>
          <dd>
            {connection.tls
              ? `${connection.tls.version}, ${connection.tls.cipher}${connection.tls.sni ? `, for ${connection.tls.sni}` : ''}${connection.tls.alpn ? `, ${connection.tls.alpn}` : ''}`
              : 'none'}
          </dd>
          <dt>Began</dt>
          <dd>
            <Time at={timing.start} show="moment" /> <span className="faint">local time</span>
          </dd>
          <dt>Pair</dt>
          <dd className="mono">{pair.id}</dd>
        </dl>
      </section>
      {origin.tags.length > 0 && (
        <section>
          <h3>Tags</h3>
          <dl className="facts">
            {origin.tags.map(({ name, value }) => (
              <div key={name} style={{ display: 'contents' }}>
                <dt>{name}</dt>
                <dd className="mono">{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {pair.redactions.length > 0 && (
        <section>
          <h3>Taken out before it was stored</h3>
          <dl className="facts">
            {pair.redactions.map(({ place, rule }) => (
              <div key={place + rule} style={{ display: 'contents' }}>
                <dt className="mono">{place}</dt>
                <dd>by rule {rule}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}

const since = (from: string, to: string | null) => (to === null ? null : exact(to) - exact(from));

// Date keeps milliseconds only, and most of what is to be shown here is less.
function exact(instant: string): number {
  const fraction = /\.(\d+)Z$/.exec(instant)?.[1] ?? '';
  const whole = Date.parse(`${instant.replace(/(\.\d+)?Z$/, '')}Z`);
  return whole + Number(`0.${fraction || '0'}`) * 1_000;
}

/** How the pair went by: sending, waiting, receiving. */
function Course({ pair }: { pair: Pair }) {
  const { start, requestEnd, responseStart, responseEnd } = pair.timing;
  const sent = since(start, requestEnd) ?? 0;
  const begun = since(start, responseStart);
  const whole = since(start, responseEnd) ?? begun ?? sent;
  const parts = [
    { name: 'Sending', from: 0, to: sent, tone: 'fill-note' },
    ...(begun === null ? [] : [{ name: 'Waiting', from: Math.min(sent, begun), to: begun, tone: 'fill-none' }]),
    ...(begun === null || responseEnd === null ? [] : [{ name: 'Receiving', from: begun, to: whole, tone: 'fill-good' }]),
  ];
  return (
    <section>
      <h3>Course</h3>
      <div className="course">
        {parts.map(({ name, from, to, tone }) => (
          <div key={name}>
            <span>{name}</span>
            <span className="track">
              <i style={{ left: `${share(from, whole)}%`, width: `max(2px, ${share(to - from, whole)}%)`, background: `var(--${tone})` }} />
            </span>
            <span className="num">{duration(to - from)}</span>
          </div>
        ))}
        {begun === null && <p className="warn">No response was seen.</p>}
      </div>
    </section>
  );
}

const share = (part: number, whole: number) => (whole > 0 ? (part / whole) * 100 : 0);

/** The calls made for an inbound pair, or the inbound pair that a call was made for. */
function Family({ pair, onSelect }: { pair: Pair; onSelect: (id: string) => void }) {
  const answer = useAsk(FamilyDocument, { id: pair.id });
  const family = answer.data?.family;
  const inbound = pair.direction === 'IN';
  return (
    <section>
      <h3>
        {inbound ? 'Outbound calls' : 'Made for'}
        {family && inbound && <span className="faint"> {counted(family.calls.length, 'call')}</span>}
      </h3>
      {answer.error && !family && <Trouble failure={answer.error} again={() => void answer.refetch()} />}
      {!family && !answer.error && <Bones rows={2} />}
      {family && inbound && (
        <ul className="kin">
          {family.calls.map((relative) => (
            <Relative key={relative.pair.id} relative={relative} around={pair} onSelect={onSelect} />
          ))}
          {family.calls.length === 0 && <li className="faint">The service asked nobody while it worked on this.</li>}
        </ul>
      )}
      {family && !inbound && (
        <ul className="kin">
          {family.cause ? (
            <Relative relative={family.cause} around={null} onSelect={onSelect} />
          ) : (
            <li className="faint">No inbound request was open when this call was made.</li>
          )}
        </ul>
      )}
      {family && !family.complete && <p className="warn">There was more traffic at the time than could be looked at; this may not be all.</p>}
    </section>
  );
}

type RelativeOf = NonNullable<FamilyQuery['family']>['calls'][number];

function Relative({ relative, around, onSelect }: { relative: RelativeOf; around: Pair | null; onSelect: (id: string) => void }) {
  const { pair: kin, exact: isExact, candidates } = relative;
  const whole = around?.timing.durationMillis ?? 0;
  const from = around ? exact(kin.startTime) - exact(around.timing.start) : 0;
  return (
    <li>
      <button type="button" onClick={() => onSelect(kin.id)} title="Show this pair">
        <Way direction={kin.direction} />
        <Status status={kin.status} />
        <span className="mono cut">
          <b>{kin.request.method}</b> {kin.request.host}
          {kin.request.target}
        </span>
        {isExact ? (
          <Tag title="A trace or request id was passed on">exact</Tag>
        ) : (
          <Tag tone="warn" title={`By time only: ${counted(candidates, 'request')} of this service ${candidates === 1 ? 'was' : 'were'} open then`}>
            likely{candidates > 1 ? `, 1 of ${candidates}` : ''}
          </Tag>
        )}
        <span className="num">{duration(kin.durationMillis)}</span>
        {around && whole > 0 && (
          <span className="track">
            <i style={{ left: `${Math.min(99, share(from, whole))}%`, width: `max(2px, ${Math.min(100, share(kin.durationMillis ?? 0, whole))}%)` }} />
          </span>
        )}
      </button>
    </li>
  );
}
