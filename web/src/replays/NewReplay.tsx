// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { useState } from 'react';
import { useLocation } from 'wouter';
import { ask, Failure } from '../api/client';
import { StartReplayDocument } from '../generated/graphql';
import { Button, Choice, Dialog, Trouble } from '../ui/kit';
import { freshKey } from './freshKey';
import { AS_RECORDED, fits, type Load, type LoadKind, MEASURES, testConfigOf } from './load';

const TARGET = /^https?:\/\/[^\s/?#]+\/?$/i;

const LOADS: { key: LoadKind; label: string }[] = [
  { key: 'recorded', label: 'As recorded' },
  { key: 'fast', label: 'As fast as possible' },
  { key: 'rate', label: 'At a rate' },
];

/** Starts a replay of a snapshot against an application that runs, and leads to where it is watched. */
export function NewReplay({ snapshot, version, onClose }: { snapshot: string; version: number; onClose: () => void }) {
  const [, navigate] = useLocation();
  const [target, setTarget] = useState('');
  const [load, setLoad] = useState<Load>(AS_RECORDED);
  const [mocks, setMocks] = useState(true);
  const [buildTag, setBuildTag] = useState('');
  const [idempotencyKey] = useState(freshKey); // one an opened dialog: begun again after a lost answer, it is still one replay
  const [isStarting, setStarting] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isTarget = TARGET.test(target);
  const isWhole = isTarget && MEASURES[load.kind].every((measure) => fits(load[measure.name], measure));
  const begin = async () => {
    setFailure(null);
    setStarting(true);
    try {
      const { startReplay } = await ask(StartReplayDocument, { snapshot, version, target, testConfig: testConfigOf(load), mocks, buildTag, idempotencyKey });
      if (startReplay) navigate(`/replays/${encodeURIComponent(startReplay.id)}`);
    } catch (problem) {
      if (problem instanceof Failure) setFailure(problem);
      setStarting(false);
    }
  };
  return (
    <Dialog title={`Replay ${snapshot}, version ${version}`} onClose={onClose}>
      <form
        style={{ display: 'contents' }}
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole) void begin();
        }}
      >
        <label className="field">
          <span>Application</span>
          <input className="input" data-first value={target} placeholder="http://127.0.0.1:8080" onChange={(event) => setTarget(event.target.value)} aria-invalid={target !== '' && !isTarget} />
          <small className={target !== '' && !isTarget ? 'bad' : ''}>Where it listens, as orchestrator-service reaches it: http:// or https://, host and port.</small>
        </label>
        <Choice label="Load" options={LOADS} value={load.kind} onChange={(kind) => setLoad({ ...load, kind })} />
        {MEASURES[load.kind].map((measure) => (
          <label className="field" key={measure.name}>
            <span>{measure.label}</span>
            <input
              className="input"
              type="number"
              min={measure.least}
              max={measure.most}
              step={measure.isWhole ? 1 : 'any'}
              value={Number.isNaN(load[measure.name]) ? '' : load[measure.name]}
              onChange={(event) => setLoad({ ...load, [measure.name]: event.target.valueAsNumber })}
              aria-invalid={!fits(load[measure.name], measure)}
            />
          </label>
        ))}
        <label className="check">
          <input type="checkbox" checked={mocks} onChange={(event) => setMocks(event.target.checked)} />
          <span>
            Mock what it depends on
            <small className="dim"> {mocks ? 'the next page says how to lead it to the mocks' : 'its real dependencies answer'}</small>
          </span>
        </label>
        <label className="field">
          <span>Build, free words</span>
          <input className="input" value={buildTag} onChange={(event) => setBuildTag(event.target.value)} />
        </label>
        {failure && <Trouble failure={failure} />}
        <div className="ends">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" icon="play" type="submit" disabled={!isWhole || isStarting}>
            Start the replay
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
