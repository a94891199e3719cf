// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { useEffect, useEffectEvent, useState } from 'react';
import { ask, Failure } from '../api/client';
import { queries } from '../api/useAsk';
import { follow } from '../api/subscribe';
import { CancelBuildDocument, SnapshotBuildDocument, type SnapshotBuildSubscription } from '../generated/graphql';
import { count } from '../ui/format';
import { Button, Progress, Trouble } from '../ui/kit';

type Build = SnapshotBuildSubscription['snapshotBuild'];

const STAGES: Record<string, string> = {
  '': 'Waiting for snapshot-service',
  reading: 'Reading the pairs',
  analysing: 'Analysing: tokens, noise, signatures',
  writing: 'Writing the artifact',
  done: 'Done',
};

/** A build while it runs: how far it is, and a way to take it back. */
export function BuildView({ id, onDone, onOver }: { id: string; onDone: (name: string, version: number) => void; onOver: () => void }) {
  const [build, setBuild] = useState<Build | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const done = useEffectEvent(onDone);
  useEffect(
    () =>
      follow(SnapshotBuildDocument, { id }, {
        next: ({ snapshotBuild }) => {
          setBuild(snapshotBuild);
          if (snapshotBuild?.failure) setFailure(new Failure(snapshotBuild.failure, 'BAD_REQUEST', 'BUILD_FAILED', snapshotBuild.remedy));
          if (snapshotBuild?.snapshot) {
            void queries.invalidateQueries();
            done(snapshotBuild.snapshot.name, snapshotBuild.snapshot.version);
          }
        },
        error: setFailure,
      }),
    [id],
  );
  if (failure) {
    return (
      <>
        <Trouble failure={failure} />
        <div className="ends">
          <Button onClick={onOver}>Back</Button>
        </div>
      </>
    );
  }
  const { stage = '', pairsDone = 0, pairsTotal = 0 } = build ?? {};
  return (
    <>
      <div aria-live="polite">
        {STAGES[stage] ?? stage}
        <span className="faint"> {pairsTotal > 0 && `${count(pairsDone)} of ${count(pairsTotal)} pairs`}</span>
      </div>
      <Progress done={pairsDone} total={pairsTotal} label="How far the build is" />
      <div className="ends">
        <Button
          icon="stop"
          onClick={() => {
            void ask(CancelBuildDocument, { id }).finally(onOver);
          }}
        >
          Cancel
        </Button>
      </div>
    </>
  );
}
