// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import './app.css';
import { type ComponentType, lazy, Suspense, useMemo, useState } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { SessionDocument } from '../generated/graphql';
import { useAsk } from '../api/useAsk';
import { TrafficPage } from '../traffic/TrafficPage';
import { Icon, type IconName, Logo } from '../ui/icons';
import { Bones, Button, State, Trouble } from '../ui/kit';
import { Guard } from './Guard';
import { KeyHelp } from './KeyHelp';
import { type KeyBinding, useKeys } from './keys';
import { Role } from './role';
import { SignIn } from './SignIn';
import { toggleTheme, useTheme } from './theme';

const view = <K extends string>(load: () => Promise<Record<K, ComponentType>>, name: K) =>
  lazy(() => load().then((module) => ({ default: module[name] })));

const ServicesPage = view(() => import('../services/ServicesPage'), 'ServicesPage');
const EndpointPage = view(() => import('../services/EndpointPage'), 'EndpointPage');
const MapPage = view(() => import('../map/MapPage'), 'MapPage');
const SnapshotsPage = view(() => import('../snapshots/SnapshotsPage'), 'SnapshotsPage');
const SnapshotPage = view(() => import('../snapshots/SnapshotPage'), 'SnapshotPage');
const ReplaysPage = view(() => import('../replays/ReplaysPage'), 'ReplaysPage');
const ReplayPage = view(() => import('../replays/ReplayPage'), 'ReplayPage');

const PLACES: { path: string; name: string; icon: IconName; key: string }[] = [
  { path: '/traffic', name: 'Traffic', icon: 'traffic', key: 'g t' },
  { path: '/services', name: 'Services', icon: 'services', key: 'g s' },
  { path: '/map', name: 'Map', icon: 'map', key: 'g m' },
  { path: '/snapshots', name: 'Snapshots', icon: 'snapshots', key: 'g n' },
  { path: '/replays', name: 'Replays', icon: 'replays', key: 'g r' },
];

export function App() {
  const session = useAsk(SessionDocument, {}, { every: 30_000 });
  if (session.error?.code === 'UNAUTHENTICATED') return <SignIn />;
  const facts = session.data?.session;
  return (
    <Role value={facts?.role ?? 'VIEWER'}>
      <Shell version={facts?.version ?? ''} lost={session.error ? session.error.message : null}>
        {session.error && !session.data ? (
          <State title="query-service does not answer">
            <Trouble failure={session.error} again={() => void session.refetch()} />
          </State>
        ) : (
          <Views />
        )}
      </Shell>
    </Role>
  );
}

function Views() {
  const [path] = useLocation();
  return (
    <Guard key={path.split('/')[1]}>
      <Suspense fallback={<Bones rows={6} />}>
        <Switch>
          <Route path="/">
            <Redirect to="/traffic" replace />
          </Route>
          <Route path="/traffic" component={TrafficPage} />
          <Route path="/services" component={ServicesPage} />
          <Route path="/services/endpoint" component={EndpointPage} />
          <Route path="/map" component={MapPage} />
          <Route path="/snapshots" component={SnapshotsPage} />
          <Route path="/snapshots/:name" component={SnapshotPage} />
          <Route path="/replays" component={ReplaysPage} />
          <Route path="/replays/:id" component={ReplayPage} />
          <Route>
            <State title="There is no such page" actions={<Link href="/traffic">Go to the traffic</Link>} />
          </Route>
        </Switch>
      </Suspense>
    </Guard>
  );
}

function Shell({ version, lost, children }: { version: string; lost: string | null; children: React.ReactNode }) {
  const [path, navigate] = useLocation();
  const [help, setHelp] = useState(false);
  const dark = useTheme() === 'dark';
  const keys = useMemo<KeyBinding[]>(
    () => [
      ...PLACES.map(({ path: to, name, key }) => ({ keys: key, does: `Go to ${name}`, run: () => navigate(to) })),
      { keys: 'd', does: 'Switch between light and dark', run: toggleTheme },
      { keys: '?', does: 'Show the keys', run: () => setHelp(true) },
    ],
    [navigate],
  );
  useKeys(keys);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <nav className="rail" aria-label="Pages">
        <Link href="/traffic" className="brand">
          <Logo />
          <span>Reprise</span>
        </Link>
        <ul>
          {PLACES.map(({ path: to, name, icon, key }) => (
            <li key={to}>
              <Link href={to} aria-current={path.startsWith(to) ? 'page' : undefined} title={`${name} (${key})`}>
                <Icon name={icon} />
                <span>{name}</span>
              </Link>
            </li>
          ))}
        </ul>
        <div className="foot">
          {lost && (
            <p className="lost" role="status" title={lost}>
              <Icon name="warn" size={14} /> no connection
            </p>
          )}
          <Button kind="quiet" icon="keyboard" aria-label="Show the keys (?)" onClick={() => setHelp(true)} />
          <Button
            kind="quiet"
            icon={dark ? 'sun' : 'moon'}
            aria-label={dark ? 'Use the light theme (d)' : 'Use the dark theme (d)'}
            onClick={toggleTheme}
          />
          <small title={`Reprise ${version}`}>{version.replace(/-SNAPSHOT$/, ' dev')}</small>
        </div>
      </nav>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      {help && <KeyHelp onClose={() => setHelp(false)} />}
    </div>
  );
}
