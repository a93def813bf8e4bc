import {findNodes, type Node} from '../block-tree.js';
import {globalDefinitions} from '../grammar/global-definitions.js';
import type {Row} from '../grammar/row.js';
import {vrrpInstance} from '../grammar/vrrp-instance.js';
import type {Word} from '../text/words.js';
import {newContext} from '../walk/context.js';
import {readValue} from '../walk/read-value.js';
import type {Entry, ListEntry, Section} from '../walk/section.js';

/** Lines of a block as they stand, and those that keepalived knows with their values. */
export interface BlockLines {
  readonly nodes: readonly Node[];
  readonly section: Section;
}

/** The lines of global_defs, of all such blocks. */
export function globalLines(tree: readonly Node[]): BlockLines {
  return linesOf(
    tree.filter(({words}) => words[0]?.text === 'global_defs').flatMap(({block}) => block?.children ?? []),
    globalDefinitions,
  );
}

/** The lines of an instance; none where the braces of the file are such that it is not found. */
export function instanceLines(tree: readonly Node[], {name}: {readonly name: string}): BlockLines {
  return linesOf(childrenOf(tree, 'vrrp_instance', name), vrrpInstance);
}

/** The lines of a block of the outermost level: of the first of this name, as keepalived takes it. */
export function childrenOf(tree: readonly Node[], keyword: string, name: string): readonly Node[] {
  return findNodes(tree, keyword, name)[0]?.block?.children ?? [];
}

/** Every line with all within it, in their order. NB: blocks may be nested deeper than calls can be. */
export function* everyNode(nodes: readonly Node[]): Generator<Node> {
  const waiting = nodes.toReversed();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node;
    for (const child of node.block?.children.toReversed() ?? []) waiting.push(child);
  }
}

/** The values of lines that were read before, and were found fault with there: nothing is told here. */
function linesOf(nodes: readonly Node[], rows: readonly Row[]): BlockLines {
  const entries = nodes.flatMap((node): Entry[] => {
    const keyword = node.words[0]?.text;
    const row = rows.find(each => each.keyword === keyword);
    if (row?.type === 'setting')
      return [{type: 'setting', row, words: node.words, line: '', value: readValue(silent, row, node.words, '')}];
    if (row?.type !== 'list') return [];
    const items = (node.block?.children ?? []).map(({words}) => words).filter(words => words.length > 0);
    return [{type: 'list', row, words: node.words, items, end: node.words[0] as Word} satisfies ListEntry];
  });
  const row = {type: 'block', keyword: '', rows, meaning: ''} as const;
  const end = {file: '', line: 1, column: 1};
  return {nodes, section: {type: 'block', row, words: [], entries, end, isComplete: true}};
}

const silent = newContext(() => undefined, {});
