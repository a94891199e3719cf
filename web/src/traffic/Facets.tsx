// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { useState } from 'react';
import { useAsk } from '../api/useAsk';
import { type FacetField, FacetsDocument, type FacetsQuery } from '../generated/graphql';
import { count, shortCount } from '../ui/format';
import { Icon } from '../ui/icons';
import { Bones, Trouble } from '../ui/kit';
import { nameOf } from './filterText';
import type { Selection } from './useSelection';

const FIELDS: { field: FacetField; name: string }[] = [
  { field: 'DIRECTION', name: 'Direction' },
  { field: 'STATUS', name: 'Status' },
  { field: 'SERVICE', name: 'Service' },
  { field: 'METHOD', name: 'Method' },
  { field: 'HOST', name: 'Host' },
  { field: 'ENDPOINT', name: 'Endpoint' },
  { field: 'DURATION', name: 'Duration' },
  { field: 'TECHNOLOGY', name: 'Technology' },
  { field: 'TLS', name: 'Encryption' },
];
const FEW = 6;
const MANY = 50;

type Facet = FacetsQuery['facets'][number];

/** What values the fields have and how often; a click keeps only those, with Shift all others. */
export function Facets({ selection, every, when }: { selection: Selection; every: number | false; when: boolean }) {
  const chosen = new Set(selection.chips.map(({ field }) => field));
  const free = FIELDS.map(({ field }) => field).filter((field) => !chosen.has(field));
  const answer = useAsk(FacetsDocument, { ...selection.asked, fields: free, values: MANY }, { every, when });
  if (answer.error && !answer.data) {
    return (
      <aside className="facets" aria-label="Facets">
        <Trouble failure={answer.error} again={() => void answer.refetch()} />
      </aside>
    );
  }
  return (
    <aside className="facets" aria-label="Facets">
      {!answer.data && <Bones rows={12} />}
      {answer.data &&
        FIELDS.map(({ field, name }) =>
          chosen.has(field) ? (
            <ChosenGroup key={field} field={field} name={name} selection={selection} every={every} when={when} />
          ) : (
            <Group
              key={field}
              name={name}
              facet={answer.data.facets.find((facet) => facet.field === field)}
              selection={selection}
            />
          ),
        )}
    </aside>
  );
}

/** A field with chips: its values are counted as if it had none, so that another can be added. */
function ChosenGroup({ field, name, selection, every, when }: { field: FacetField; name: string; selection: Selection; every: number | false; when: boolean }) {
  const answer = useAsk(FacetsDocument, { ...selection.askedWithout(field), fields: [field], values: MANY }, { every, when });
  return <Group name={name} facet={answer.data?.facets[0]} selection={selection} />;
}

function Group({ name, facet, selection }: { name: string; facet: Facet | undefined; selection: Selection }) {
  const [all, setAll] = useState(false);
  if (!facet || facet.counts.length === 0) return null;
  const { field, counts, distinct } = facet;
  const shown = all ? counts : counts.slice(0, FEW);
  const most = Math.max(...counts.map(({ pairs }) => pairs));
  return (
    <section>
      <h3>
        {name}
        {distinct > FEW && (
          <span>
            {count(shown.length)} of {count(distinct)}
          </span>
        )}
      </h3>
      <ul>
        {shown.map(({ value, pairs }) => {
          const chip = selection.chips.find((one) => one.field === field && one.value === value);
          const shownName = nameOf(field, value);
          return (
            <li key={value}>
              <button
                type="button"
                aria-pressed={chip ? true : undefined}
                data-not={chip?.not}
                title={`${shownName}: ${count(pairs)} pairs. Click to keep only these, Shift-click to leave them out.`}
                onClick={(event) => selection.toggle({ field, value, not: event.shiftKey })}
              >
                <i style={{ width: `${(pairs / most) * 100}%` }} />
                <span className="cut">{shownName}</span>
                <em>{shortCount(pairs)}</em>
              </button>
            </li>
          );
        })}
      </ul>
      {counts.length > FEW && (
        <button type="button" className="more" aria-expanded={all} onClick={() => setAll(!all)}>
          <Icon name={all ? 'down' : 'right'} size={12} />
          {all ? 'fewer' : `${count(counts.length - FEW)} more`}
        </button>
      )}
    </section>
  );
}
