// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
// JSON as it was sent: numbers keep their digits, names their order and repeats. JSON.parse loses all three.

export type JsonNode =
  | { kind: 'object'; members: { name: string; value: JsonNode }[] }
  | { kind: 'array'; items: JsonNode[] }
  | { kind: 'string'; text: string }
  | { kind: 'number' | 'word'; text: string };

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const DEEPEST = 500;

/** The tree of a text, or null when it is not JSON. */
export function parseJson(text: string): JsonNode | null {
  let at = 0;
  const skip = () => {
    SPACE.lastIndex = at;
    at += SPACE.exec(text)?.[0].length ?? 0;
  };
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) return null;
    at += found.length;
    return found;
  };
  const is = (sign: string) => {
    skip();
    if (text[at] !== sign) return false;
    at++;
    return true;
  };
  const string = (): string => {
    const found = take(STRING);
    if (found === null) throw new SyntaxError();
    return JSON.parse(found) as string;
  };
  const value = (depth: number): JsonNode => {
    if (depth > DEEPEST) throw new SyntaxError();
    skip();
    if (is('{')) {
      const members: { name: string; value: JsonNode }[] = [];
      if (is('}')) return { kind: 'object', members };
      do {
        skip();
        const name = string();
        if (!is(':')) throw new SyntaxError();
        members.push({ name, value: value(depth + 1) });
      } while (is(','));
      if (!is('}')) throw new SyntaxError();
      return { kind: 'object', members };
    }
    if (is('[')) {
      const items: JsonNode[] = [];
      if (is(']')) return { kind: 'array', items };
      do items.push(value(depth + 1));
      while (is(','));
      if (!is(']')) throw new SyntaxError();
      return { kind: 'array', items };
    }
    if (text[at] === '"') return { kind: 'string', text: string() };
    const word = take(WORD);
    if (word !== null) return { kind: 'word', text: word };
    const number = take(NUMBER);
    if (number !== null) return { kind: 'number', text: number };
    throw new SyntaxError();
  };
  try {
    const root = value(0);
    skip();
    return at === text.length ? root : null;
  } catch {
    return null;
  }
}

/** Over several lines, with two spaces a level. */
export function printJson(node: JsonNode, indent = ''): string {
  const deeper = `${indent}  `;
  switch (node.kind) {
    case 'object':
      return node.members.length === 0
        ? '{}'
        : `{\n${node.members.map(({ name, value }) => `${deeper}${JSON.stringify(name)}: ${printJson(value, deeper)}`).join(',\n')}\n${indent}}`;
    case 'array':
      return node.items.length === 0
        ? '[]'
        : `[\n${node.items.map((item) => `${deeper}${printJson(item, deeper)}`).join(',\n')}\n${indent}]`;
    case 'string':
      return JSON.stringify(node.text);
    default:
      return node.text;
  }
}

/** `$.items[0].price`, as filters and reports write it. */
export function childPath(path: string, step: string | number): string {
  if (typeof step === 'number') return `${path}[${step}]`;
  return /^[A-Za-z_]\w*$/.test(step) ? `${path}.${step}` : `${path}['${step.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`;
}
