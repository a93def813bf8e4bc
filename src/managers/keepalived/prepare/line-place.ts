import type {BlockNode, Node} from '../../../config/keepalived/block-tree.js';

/** Where something can be put into a file: a line of its own behind a line, or words in front of a column. */
export type Spot =
  | {readonly type: 'line'; readonly after: number; readonly indent: string}
  | {readonly type: 'words'; readonly line: number; readonly column: number};

/** Where a line can be put so that it is in a block and in none within it; undefined where only a person can tell. */
export function spotWithin(block: BlockNode, lines: readonly string[]): Spot | undefined {
  const {open, close} = block;
  if (!close || close.file !== open.file) return undefined;
  if (charAt(lines, open) !== '{' || charAt(lines, close) !== '}') return undefined;
  if (/^[ \t]*~/.test(lines[open.line - 1] ?? '')) return undefined;
  const children = block.children.filter(child => startOf(child)?.file === open.file);
  const isFree = (after: number) =>
    after >= open.line &&
    after < close.line &&
    isBetween(children, after) &&
    !lines[after - 1]?.trimEnd().endsWith('\\');
  const last = Math.max(open.line, ...children.map(endOf));
  for (let after = last; after >= open.line; after--)
    if (isFree(after)) return {type: 'line', after, indent: indentOf(children, lines, open.line)};
  const before = lines[close.line - 1]?.slice(0, close.column - 1).trimEnd();
  return /[{}]$/.test(before ?? '') ? {type: 'words', line: close.line, column: close.column} : undefined;
}

/** Where a line can be put at the outermost level in front of a block, and of the comment above it. */
export function spotBefore(node: Node, tree: readonly Node[], lines: readonly string[]): Spot | undefined {
  const start = startOf(node);
  if (!start) return undefined;
  const siblings = tree.filter(one => startOf(one)?.file === start.file);
  let after = start.line - 1;
  if (!isBetween(siblings, after) || lines[after - 1]?.trimEnd().endsWith('\\')) return undefined;
  while (after > 0 && /^[ \t]*[#!]/.test(lines[after - 1] as string)) after--;
  return {type: 'line', after, indent: ''};
}

/** Where a line or block begins; undefined for a block without a keyword. */
export function startOf({words, block}: Node): {file: string; line: number; column: number} | undefined {
  return words[0] ?? block?.open;
}

function endOf(node: Node): number {
  return node.block ? (node.block.close?.line ?? Number.POSITIVE_INFINITY) : (startOf(node)?.line ?? 0);
}

function isBetween(nodes: readonly Node[], after: number): boolean {
  return nodes.every(node => (startOf(node)?.line ?? 0) > after || endOf(node) <= after);
}

function indentOf(children: readonly Node[], lines: readonly string[], openLine: number): string {
  const child = children.map(node => startOf(node)?.line ?? 0).findLast(line => line > openLine);
  const of = (line: number) => /^[ \t]*/.exec(lines[line - 1] ?? '')?.[0] ?? '';
  return child === undefined ? `${of(openLine)}  ` : of(child);
}

function charAt(lines: readonly string[], {line, column}: {line: number; column: number}): string | undefined {
  return lines[line - 1]?.[column - 1];
}
