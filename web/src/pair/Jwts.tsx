// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { duration } from '../ui/format';
import { Copy, Tag, Time } from '../ui/kit';
import { parseJson, printJson } from './json';
import type { Jwt } from './jwt';

const instant = (seconds: number) => new Date(seconds * 1_000).toISOString();

/** JSON web tokens, decoded; their signatures are not checked, for that needs the key. */
export function Jwts({ tokens, at }: { tokens: Jwt[]; at: Date }) {
  return (
    <div className="jwts">
      {tokens.map((jwt) => (
        <section key={jwt.token} className="card">
          <header>
            <h3>JSON web token</h3>
            <Validity jwt={jwt} at={at} />
            <span className="push">
              <Copy text={jwt.token} label="Copy the token" />
            </span>
          </header>
          <div className="pad">
            <p className="dim">In {jwt.places.join(', ')}. The signature is not checked.</p>
            <h3>Header</h3>
            <pre>{pretty(jwt.header)}</pre>
            <h3>Claims</h3>
            <pre>{pretty(jwt.claims)}</pre>
          </div>
        </section>
      ))}
    </div>
  );
}

function pretty(text: string): string {
  const node = parseJson(text);
  return node ? printJson(node) : text;
}

function Validity({ jwt, at }: { jwt: Jwt; at: Date }) {
  if (jwt.expires === null) return <Tag>never ends</Tag>;
  const left = jwt.expires * 1_000 - at.getTime();
  return (
    <>
      <Tag tone={left > 0 ? 'good' : 'bad'}>
        {left > 0 ? `${duration(left)} left when it was sent` : `had ended ${duration(-left)} before it was sent`}
      </Tag>
      <span className="faint">
        {jwt.issued !== null && (
          <>
            issued <Time at={instant(jwt.issued)} show="moment" />,{' '}
          </>
        )}
        ends <Time at={instant(jwt.expires)} show="moment" />
      </span>
    </>
  );
}
