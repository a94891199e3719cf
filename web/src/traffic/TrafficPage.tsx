// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import './traffic.css';
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import { useAsk } from '../api/useAsk';
import { type KeyBinding, useKeys } from '../app/keys';
import { useMayEdit } from '../app/role';
import { PairTotalDocument, StatsDocument } from '../generated/graphql';
import { ago, count, counted, duration } from '../ui/format';
import { Icon } from '../ui/icons';
import { Bones, Button, Busy, Command, Progress, State, Trouble } from '../ui/kit';
import { Facets } from './Facets';
import { FilterBox } from './FilterBox';
import { conditionOf, nameOf } from './filterText';
import { Histogram } from './Histogram';
import { PairTable, type PairTableHandle } from './PairTable';
import { RangePicker } from './RangePicker';
import { Split } from './Split';
import { LIVE_ROWS, type Pairs, type Search, usePairs } from './usePairs';
import { type Selection, useSelection } from './useSelection';

const PairPanel = lazy(() => import('../pair/PairPanel').then((module) => ({ default: module.PairPanel })));
const NewSnapshot = lazy(() => import('../snapshots/NewSnapshot').then((module) => ({ default: module.NewSnapshot })));

const LIVE_REFRESH = 5_000;

/** Every recorded pair: filtered, counted, followed, and one of them in full beside the list. */
export function TrafficPage() {
  const selection = useSelection();
  const [params, setParams] = useSearchParams();
  const selected = params.get('pair');
  const live = params.get('live') === 'yes';
  const [paused, setPaused] = useState(false);
  const [atTop, setAtTop] = useState(true);
  const [cutting, setCutting] = useState(false);
  const table = useRef<PairTableHandle>(null);
  const mayEdit = useMayEdit();

  const set = useCallback(
    (name: string, value: string | null) =>
      setParams((before) => {
        const next = new URLSearchParams(before);
        if (value === null) next.delete(name);
        else next.set(name, value);
        return next;
      }, { replace: name === 'pair' && selected !== null && value !== null }),
    [setParams, selected],
  );
  const select = useCallback((id: string | null) => set('pair', id), [set]);
  const toggleLive = useCallback(() => {
    setPaused(false);
    set('live', live ? null : 'yes');
  }, [set, live]);

  const every = live && !paused ? LIVE_REFRESH : false;
  const pairs = usePairs(selection.asked, live, paused || !atTop);
  // Rows first: what is counted over all pairs is asked for when they are there.
  const when = !pairs.isLoading && !pairs.isChanging && (pairs.search === null || pairs.search.state === 'through');
  const totals = useAsk(PairTotalDocument, selection.asked, { every, when });
  const total = totals.isPlaceholderData ? null : (totals.data?.pairs?.totalCount ?? null);

  useKeys(
    useMemo<KeyBinding[]>(
      () => [
        { keys: 'j', does: 'Next pair', run: () => table.current?.move(1) },
        { keys: 'k', does: 'Pair before', run: () => table.current?.move(-1) },
        { keys: 'Escape', does: 'Close the pair', run: () => select(null) },
        { keys: 'l', does: 'Follow live traffic, or stop', run: toggleLive },
        { keys: 'p', does: 'Pause the live list', run: () => setPaused((before) => !before) },
        { keys: 'r', does: 'Ask again', run: selection.refresh },
      ],
      [select, toggleLive, selection.refresh],
    ),
  );

  return (
    <div className="page traffic">
      <div className="bar">
        <h1 className="visually-hidden">Traffic</h1>
        <FilterBox value={selection.text} onChange={selection.setText} asked={selection.asked} />
        <RangePicker range={selection.range} onChange={selection.setRange} />
        <Button icon={live ? 'stop' : 'play'} aria-pressed={live} onClick={toggleLive} title="Show pairs as they are stored (l)">
          Live
        </Button>
        <Button kind="quiet" icon="refresh" aria-label="Ask again (r)" onClick={selection.refresh} />
        <Button
          kind="primary"
          icon="snapshots"
          disabled={!mayEdit || total === 0 || total === null}
          title={mayEdit ? 'Cut a snapshot from these pairs' : 'Needs the role editor'}
          onClick={() => setCutting(true)}
        >
          Snapshot
        </Button>
      </div>
      <Chips selection={selection} />
      <Histogram asked={selection.asked} every={every} when={when} onBrush={selection.setRange} />
      <div className="lower">
        <Facets selection={selection} every={every} when={when} />
        <Split
          open={selected !== null}
          aside={
            selected !== null && (
              <Suspense fallback={<Bones rows={10} />}>
                <PairPanel key={selected} id={selected} onSelect={select} onClose={() => select(null)} />
              </Suspense>
            )
          }
        >
          <List
            pairs={pairs}
            selection={selection}
            total={total}
            table={
              <PairTable
                ref={table}
                rows={pairs.rows}
                total={total}
                isChanging={pairs.isChanging}
                selected={selected}
                onSelect={select}
                hasMore={pairs.hasMore && !pairs.isLoadingMore}
                onMore={pairs.more}
                onAtTop={setAtTop}
              />
            }
          />
          {live && pairs.live.waiting > 0 && (
            <Button
              kind="primary"
              small
              onClick={() => {
                table.current?.toTop();
                setAtTop(true);
                setPaused(false);
              }}
            >
              ↑ {counted(pairs.live.waiting, 'new pair')}
            </Button>
          )}
        </Split>
      </div>
      <Foot pairs={pairs} total={total} live={live} paused={paused} onPause={() => setPaused(!paused)} />
      {cutting && (
        <Suspense fallback={null}>
          <NewSnapshot asked={selection.asked} pairs={total ?? 0} onClose={() => setCutting(false)} />
        </Suspense>
      )}
    </div>
  );
}

function Chips({ selection }: { selection: Selection }) {
  const { chips, replays, replayId } = selection;
  if (chips.length === 0 && !replays && !replayId) return null;
  return (
    <div className="chips" role="group" aria-label="Chosen values">
      {chips.map((chip) => (
        <button
          key={`${chip.field}${chip.value}`}
          type="button"
          data-not={chip.not}
          title={`${chip.not ? 'NOT ' : ''}${conditionOf(chip)}: click to take it away`}
          onClick={() => selection.toggle(chip)}
        >
          <b>{chip.field.toLowerCase()}</b> {chip.not ? 'is not' : 'is'} {nameOf(chip.field, chip.value)}
          <Icon name="close" size={12} />
        </button>
      ))}
      {replayId && (
        <button type="button" onClick={selection.clear} title="Only pairs of this replay: click to take it away">
          <b>replay</b> is {replayId}
          <Icon name="close" size={12} />
        </button>
      )}
      {replays && (
        <button type="button" onClick={() => selection.setReplays(false)} title="Click to leave them out again">
          with the traffic of replays
          <Icon name="close" size={12} />
        </button>
      )}
      <button type="button" className="clear" onClick={selection.clear}>
        Clear all
      </button>
    </div>
  );
}

function List({ pairs, selection, total, table }: { pairs: Pairs; selection: Selection; total: number | null; table: React.ReactNode }) {
  if (pairs.failure && (pairs.rows.length === 0 || pairs.isChanging)) {
    return (
      <div className="list-state">
        <Trouble failure={pairs.failure} again={pairs.again} />
      </div>
    );
  }
  if (pairs.isLoading) return <Bones rows={14} />;
  const searching = pairs.search !== null && pairs.search.state !== 'through' && <Searching search={pairs.search} found={pairs.rows.length} />;
  if (pairs.rows.length === 0 && !pairs.isChanging) return searching || <Nothing selection={selection} />;
  return (
    <>
      {searching}
      <Busy when={pairs.isChanging} />
      {pairs.failure && total !== null && <Trouble failure={pairs.failure} again={pairs.again} />}
      {table}
    </>
  );
}

/** Bodies or headers are read for it, which takes time: how far it is, and a way to stop it. */
function Searching({ search, found }: { search: Search; found: number }) {
  const { looked, all, state, stop, goOn } = search;
  const isStopped = state === 'stopped';
  return (
    <div className="searching" role="group" aria-label="Search through bodies and headers">
      <span aria-live="polite">
        {isStopped ? 'Stopped after' : 'Reading bodies and headers of'} {count(looked)} of {count(all)} pairs, {count(found)} found
      </span>
      <Progress done={looked} total={all} label="How far the search is" />
      {isStopped ? (
        <Button small icon="play" onClick={goOn}>
          Go on
        </Button>
      ) : (
        <Button small icon="stop" onClick={stop}>
          Stop
        </Button>
      )}
    </div>
  );
}

/** Nothing to show: because nothing was recorded yet, or because of what was asked. */
function Nothing({ selection }: { selection: Selection }) {
  const stats = useAsk(StatsDocument, {}, { every: 3_000 }).data?.stats;
  if (!stats) return <Bones rows={6} />;
  if (stats.pairs === 0) {
    return (
      <State title="Nothing is recorded yet">
        <p>
          Start an application under Reprise, use it, and its requests appear here as they are stored. The proxy beside it
          relays every byte untouched.
        </p>
        <Command>./reprise record --service shop --app-port 8080 -- java -jar shop.jar</Command>
        <p>No application at hand? The demo records a small shop, and replays it:</p>
        <Command>./reprise demo</Command>
      </State>
    );
  }
  const isFiltered = selection.text !== '' || selection.chips.length > 0;
  return (
    <State
      title={isFiltered ? 'No pair matches' : 'No pairs in this time'}
      actions={
        <>
          {isFiltered && <Button onClick={selection.clear}>Clear the filter</Button>}
          <Button kind={isFiltered ? 'plain' : 'primary'} onClick={() => selection.setRange({ key: 'all' })}>
            Look at all time
          </Button>
          {!selection.replays && <Button onClick={() => selection.setReplays(true)}>Look at replays too</Button>}
        </>
      }
    >
      <p>
        {count(stats.pairs)} pairs are stored{stats.lastSeen && <>; the last of them began {ago(new Date(stats.lastSeen))}</>}.
      </p>
      {selection.asked.filter && <code>{selection.asked.filter}</code>}
    </State>
  );
}

function Foot({ pairs, total, live, paused, onPause }: { pairs: Pairs; total: number | null; live: boolean; paused: boolean; onPause: () => void }) {
  const { rows, took } = pairs;
  return (
    <footer className="foot-line">
      <span aria-live="off">
        {count(rows.length)} of {total === null ? '…' : counted(Math.max(total, rows.length), 'pair')}
      </span>
      {took !== null && <span className="faint">answered in {duration(took)}</span>}
      {live && (
        <span className="live" data-state={pairs.live.state}>
          <i />
          {pairs.live.failure
            ? pairs.live.failure.message
            : paused
              ? `paused, ${counted(pairs.live.waiting, 'pair')} waiting`
              : 'live'}
          {pairs.live.isCut && <span className="faint">the newest {count(LIVE_ROWS)} are kept</span>}
          {pairs.live.skipped > 0 && <span className="warn">{count(pairs.live.skipped)} not shown: more came than a list can show</span>}
          <Button small icon={paused ? 'play' : 'pause'} onClick={onPause}>
            {paused ? 'Go on' : 'Pause'}
          </Button>
        </span>
      )}
      <span className="push faint">
        <kbd>j</kbd> <kbd>k</kbd> move · <kbd>/</kbd> filter · <kbd>?</kbd> keys
      </span>
    </footer>
  );
}
