// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { describe, expect, it } from 'vitest';
import { kindOf } from '../../src/pair/bodyKind';
import { curlOf, shell } from '../../src/pair/curl';
import { bytesOf, hexLine, hexLines } from '../../src/pair/hex';
import { childPath, parseJson, printJson } from '../../src/pair/json';
import { jwtsIn } from '../../src/pair/jwt';

type Pair = Parameters<typeof curlOf>[0];

function pair(request: object, response: object | null = null): Pair {
  const body = { decoded: null, base64: null, keptBytes: 0 };
  return { request: { method: 'GET', scheme: 'http', authority: 'shop.test', target: '/', headers: [], body, ...request }, response } as unknown as Pair;
}

describe('JSON', () => {
  it('keeps digits, order and repeats of what was sent', () => {
    const text = '{"b":1.10,"a":12345678901234567890,"a":[null,true,"x\\u00e9"]}';

    expect(printJson(parseJson(text)!).replace(/\s/g, '')).toBe('{"b":1.10,"a":12345678901234567890,"a":[null,true,"xé"]}');
  });

  it.each(['', '{', '{"a":1,}', '[1 2]', '01', 'nul', '{"a" 1}', '"\\x"', '1 2'])('is not %j', (text) => {
    expect(parseJson(text)).toBeNull();
  });

  it('refuses what is nested so deep that it would break the page', () => {
    expect(parseJson('['.repeat(100_000))).toBeNull();
    expect(parseJson('['.repeat(400) + ']'.repeat(400))).not.toBeNull();
  });

  it('names places as filters do', () => {
    expect(childPath(childPath('$.items', 0), 'price')).toBe('$.items[0].price');
    expect(childPath('$', "it's")).toBe("$['it\\'s']");
  });
});

describe('how a body can be looked at', () => {
  it.each([
    ['application/json', '{"a":1}', 'tree'],
    ['application/problem+json; charset=utf-8', '[]', 'tree'],
    ['application/json', '{broken', 'text'],
    ['image/svg+xml', '<svg/>', 'image'],
    ['application/x-www-form-urlencoded', 'a=1', 'form'],
    ['text/html', '<p>', 'text'],
    ['application/octet-stream', null, 'hex'],
  ])('%s %j is first shown as %s', (media, text, first) => {
    expect(kindOf([{ name: 'Content-Type', value: media }], text, true).modes[0]).toBe(first);
  });

  it('takes no tree from a body that was cut', () => {
    expect(kindOf([{ name: 'content-type', value: 'application/json' }], '{"a":1}', false).json).toBeNull();
  });
});

describe('curl', () => {
  it('leaves nothing of a value to the shell', () => {
    expect(shell("a'b; rm -rf / $(x)")).toBe("'a'\\''b; rm -rf / $(x)'");
  });

  it('sends method, headers and body, and not what curl writes itself', () => {
    const command = curlOf(
      pair({
        method: 'POST',
        target: '/orders?x=1',
        headers: [{ name: 'Host', value: 'shop.test' }, { name: 'X-A', value: "it's" }],
        body: { decoded: '{"a":1}', base64: null, keptBytes: 7 },
      }),
    );

    expect(command).toBe("curl \\\n  --request 'POST' \\\n  --header 'X-A: it'\\''s' \\\n  --data-binary '{\"a\":1}' \\\n  'http://shop.test/orders?x=1'");
  });

  it('sends bytes that are no text through base64', () => {
    expect(curlOf(pair({ method: 'PUT', body: { decoded: null, base64: 'AP8=', keptBytes: 2 } }))).toMatch(/^printf %s 'AP8=' \| base64 -d \| curl/);
  });
});

describe('bytes', () => {
  it('are shown sixteen a line, with what can be read', () => {
    const bytes = bytesOf(btoa('GET / HTTP/1.1\r\n\u0000'));

    expect(hexLines(bytes)).toBe(2);
    expect(hexLine(bytes, 0)).toBe('00000000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a  GET / HTTP/1.1··');
    expect(hexLine(bytes, 1)).toBe(`00000010  ${'00'.padEnd(23)}  ${''.padEnd(23)}  ·`);
  });
});

describe('tokens', () => {
  const part = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_');
  const token = `${part({ alg: 'HS256' })}.${part({ sub: 'ann', exp: 1700000000 })}.sig`;

  it('are found once, with every place they stand at', () => {
    const found = jwtsIn(
      pair({ headers: [{ name: 'Authorization', value: `Bearer ${token}` }] }, { headers: [], body: { decoded: `{"token":"${token}"}` } }),
    );

    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ token, places: ['request header authorization', 'response body'], expires: 1_700_000_000, issued: null });
  });

  it('are not made of what only looks like one', () => {
    expect(jwtsIn(pair({ target: '/?t=eyJ____.eyJ___.x' }))).toEqual([]);
  });
});
