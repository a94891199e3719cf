// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { useState } from 'react';
import { useLocation } from 'wouter';
import { ask, Failure } from '../api/client';
import { CreateSnapshotDocument } from '../generated/graphql';
import type { Asked } from '../traffic/useSelection';
import { counted } from '../ui/format';
import { Button, Dialog, Time, Trouble } from '../ui/kit';
import { BuildView } from './BuildView';

const NAME = /^[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?$/;

/** Cuts a snapshot from what the traffic list shows. */
export function NewSnapshot({ asked, pairs, onClose }: { asked: Asked; pairs: number; onClose: () => void }) {
  const [, navigate] = useLocation();
  const [name, setName] = useState('');
  const [build, setBuild] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isName = NAME.test(name);
  const begin = async () => {
    try {
      setFailure(null);
      setBuild((await ask(CreateSnapshotDocument, { ...asked, name })).createSnapshot);
    } catch (problem) {
      if (problem instanceof Failure) setFailure(problem);
    }
  };
  return (
    <Dialog title="Cut a snapshot" onClose={onClose}>
      {build ? (
        <BuildView id={build} onDone={(made) => navigate(`/snapshots/${encodeURIComponent(made)}`)} onOver={() => setBuild(null)} />
      ) : (
        <form
          style={{ display: 'contents' }}
          onSubmit={(event) => {
            event.preventDefault();
            if (isName) void begin();
          }}
        >
          <p className="dim">
            A snapshot keeps these pairs for good, analysed and ready to replay: inbound ones are sent again, outbound ones
            are mocked.
          </p>
          <label className="field">
            <span>Name</span>
            <input className="input" data-first value={name} placeholder="checkout-may" onChange={(event) => setName(event.target.value)} aria-invalid={name !== '' && !isName} />
            <small className={name !== '' && !isName ? 'bad' : ''}>Lower-case letters, digits, “-” and “.”, with a letter or digit at both ends.</small>
          </label>
          <dl className="facts">
            <dt>Pairs now</dt>
            <dd>{counted(pairs, 'pair')}</dd>
            <dt>Filter</dt>
            <dd>{asked.filter ? <code>{asked.filter}</code> : 'everything'}</dd>
            <dt>Time</dt>
            <dd>
              {asked.from ? <Time at={asked.from} show="moment" /> : 'from the first'} –{' '}
              {asked.to ? <Time at={asked.to} show="moment" /> : 'to the last'}
            </dd>
            <dt>Replays</dt>
            <dd>{asked.includeReplays ? 'their traffic counts too' : 'left out'}</dd>
          </dl>
          {failure && <Trouble failure={failure} />}
          <div className="ends">
            <Button onClick={onClose}>Cancel</Button>
            <Button kind="primary" type="submit" disabled={!isName}>
              Cut the snapshot
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
