// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { count, counted } from '../ui/format';
import { Icon } from '../ui/icons';
import { Copy } from '../ui/kit';
import { childPath, type JsonNode, printJson } from './json';

const HEIGHT = 22;
const OPEN_AT_FIRST = 120;

interface Line {
  path: string;
  depth: number;
  name: string | number | null;
  node: JsonNode;
}

function children(node: JsonNode): [string | number, JsonNode][] {
  if (node.kind === 'object') return node.members.map(({ name, value }) => [name, value]);
  if (node.kind === 'array') return node.items.map((item, at) => [at, item]);
  return [];
}

const isNest = (node: JsonNode) => children(node).length > 0;

/** Opens level by level as long as it stays a list that one can take in. */
function openedAtFirst(root: JsonNode): Set<string> {
  const opened = new Set<string>();
  let level: [string, JsonNode][] = [['$', root]];
  let lines = 1;
  while (level.length > 0) {
    const next = level.flatMap(([path, node]) => children(node).map(([step, child]) => [childPath(path, step), child] as [string, JsonNode]));
    lines += next.length;
    if (lines > OPEN_AT_FIRST && opened.size > 0) break;
    for (const [path, node] of level) if (isNest(node)) opened.add(path);
    level = next;
  }
  return opened;
}

function linesOf(root: JsonNode, opened: ReadonlySet<string>): Line[] {
  const lines: Line[] = [];
  const add = (path: string, depth: number, name: string | number | null, node: JsonNode) => {
    lines.push({ path, depth, name, node });
    if (opened.has(path)) for (const [step, child] of children(node)) add(childPath(path, step), depth + 1, step, child);
  };
  add('$', 0, null, root);
  return lines;
}

/** JSON as a tree whose branches open; only lines in sight exist. */
export function JsonTree({ root, label }: { root: JsonNode; label: string }) {
  const [opened, setOpened] = useState(() => openedAtFirst(root));
  const [at, setAt] = useState(0);
  const lines = useMemo(() => linesOf(root, opened), [root, opened]);
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => HEIGHT,
    overscan: 10,
  });
  const toggle = (path: string) =>
    setOpened((before) => {
      const next = new Set(before);
      if (!next.delete(path)) next.add(path);
      return next;
    });
  const go = (to: number) => {
    const next = Math.max(0, Math.min(lines.length - 1, to));
    setAt(next);
    virtual.scrollToIndex(next);
  };
  return (
    <div
      className="tree"
      role="tree"
      aria-label={label}
      aria-activedescendant={`${label}-${at}`}
      tabIndex={0}
      ref={box}
      onKeyDown={(event) => {
        const line = lines[at];
        if (event.key === 'ArrowDown') go(at + 1);
        else if (event.key === 'ArrowUp') go(at - 1);
        else if (event.key === 'Home') go(0);
        else if (event.key === 'End') go(lines.length - 1);
        else if (line && isNest(line.node) && (event.key === 'Enter' || (event.key === 'ArrowRight') !== opened.has(line.path)) && ['Enter', 'ArrowRight', 'ArrowLeft'].includes(event.key)) toggle(line.path);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (!line) return null;
          const nest = isNest(line.node);
          const isOpen = opened.has(line.path);
          return (
            <div
              key={line.path + item.index}
              id={`${label}-${item.index}`}
              role="treeitem"
              aria-level={line.depth + 1}
              aria-expanded={nest ? isOpen : undefined}
              aria-selected={item.index === at}
              className="leaf"
              title={line.path}
              style={{ transform: `translateY(${item.start}px)`, paddingLeft: 10 + line.depth * 16 }}
              onClick={() => {
                setAt(item.index);
                if (nest) toggle(line.path);
              }}
            >
              {nest ? <Icon name={isOpen ? 'down' : 'right'} size={12} /> : <span className="no-icon" />}
              {line.name !== null && (
                <span className={typeof line.name === 'number' ? 'index' : 'name'}>{line.name}</span>
              )}
              <Value node={line.node} isOpen={isOpen} />
              <Copy text={() => (line.node.kind === 'string' ? line.node.text : printJson(line.node))} label={`Copy the value of ${line.path}`} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Value({ node, isOpen }: { node: JsonNode; isOpen: boolean }) {
  switch (node.kind) {
    case 'object':
      return <span className="faint">{isOpen ? '{' : node.members.length === 0 ? '{}' : `{ ${counted(node.members.length, 'member')} }`}</span>;
    case 'array':
      return <span className="faint">{node.items.length === 0 ? '[]' : isOpen ? `[ ${count(node.items.length)}` : `[ ${counted(node.items.length, 'item')} ]`}</span>;
    case 'string':
      return <span className="v-string">{JSON.stringify(node.text)}</span>;
    case 'number':
      return <span className="v-number">{node.text}</span>;
    case 'word':
      return <span className="v-word">{node.text}</span>;
  }
}
