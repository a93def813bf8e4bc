import type {Node} from '../../config/keepalived/block-tree.js';
import type {Place} from '../../config/keepalived/problem.js';
import type {Word} from '../../config/keepalived/text/words.js';

/** A line of keepalived.conf with what stands in its block, and what it stands in. */
export interface ConfigLine {
  /** The first word; empty for a block without one. */
  readonly keyword: string;
  readonly words: readonly Word[];
  readonly place: Place;
  readonly parent: ConfigLine | undefined;
  readonly lines: readonly ConfigLine[];
}

/** The lines of a configuration, and where each is. NB: words of secrets are among them as they are written. */
export class ConfigLines {
  readonly lines: readonly ConfigLine[];
  /** Every line, blocks before what stands in them. */
  readonly all: readonly ConfigLine[];
  readonly #byPlace = new Map<string, ConfigLine>();

  constructor(tree: readonly Node[]) {
    const all: ConfigLine[] = [];
    this.lines = tree.map(node => this.#grow(node, undefined, all));
    this.all = all;
  }

  /** The line on which a place is, where a word begins there. */
  at(place: Place): ConfigLine | undefined {
    return this.#byPlace.get(keyOf(place));
  }

  /** The last line with one of these keywords in the block that begins at a place; else that place. */
  placeWithin(place: Place, ...keywords: readonly string[]): Place {
    return this.lastWithin(place, ...keywords)?.place ?? place;
  }

  lastWithin(place: Place, ...keywords: readonly string[]): ConfigLine | undefined {
    return this.at(place)?.lines.findLast(line => keywords.includes(line.keyword));
  }

  #grow(node: Node, parent: ConfigLine | undefined, all: ConfigLine[]): ConfigLine {
    const lines: ConfigLine[] = [];
    const place: Place = node.words[0] ?? (node.block as NonNullable<Node['block']>).open;
    const line: ConfigLine = {keyword: node.words[0]?.text ?? '', words: node.words, place, parent, lines};
    all.push(line);
    for (const word of node.words) if (!this.#byPlace.has(keyOf(word))) this.#byPlace.set(keyOf(word), line);
    for (const child of node.block?.children ?? []) lines.push(this.#grow(child, line, all));
    return line;
  }
}

function keyOf({file, line, column}: Place): string {
  return `${line}:${column}:${file}`;
}
