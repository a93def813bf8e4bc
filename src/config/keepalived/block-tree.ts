import type {Place} from './problem.js';
import type {LogicalLine} from './text/line-reader.js';
import {splitWords, type Word} from './text/words.js';

/** A line of a configuration, and the block behind it: what stands where, with no idea of what it means. */
export interface Node {
  /** The first is the keyword. */
  readonly words: readonly Word[];
  readonly block?: BlockNode;
}

export interface BlockNode {
  /** Of the opening brace; it may be on the next line. */
  readonly open: Place;
  /** Of the closing brace; absent if it is missing. */
  readonly close?: Place;
  readonly children: readonly Node[];
}

interface Growing {
  words: readonly Word[];
  block?: {open: Place; close?: Place; children: Growing[]};
}

/** Builds the tree of a configuration from its lines. NB: words of a secret stand in it as they are written. */
export class TreeBuilder {
  readonly #root: Growing[] = [];
  readonly #within: Growing[][] = [];
  readonly #blocks: NonNullable<Growing['block']>[] = [];

  get tree(): readonly Node[] {
    return this.#root;
  }

  add(line: LogicalLine): void {
    const {words} = splitWords(line);
    const [first] = words;
    if (!first) return;
    const siblings = this.#within.at(-1) ?? this.#root;
    if (line.traced.text === '{') {
      const owner = siblings.at(-1);
      const block = {open: first, children: []};
      if (owner && !owner.block) owner.block = block;
      else siblings.push({words: [], block});
      this.#blocks.push(block);
      this.#within.push(block.children);
    } else if (line.traced.text === '}') {
      const block = this.#blocks.pop();
      this.#within.pop();
      if (block) block.close = first;
    } else siblings.push({words});
  }
}

/** The nodes whose first words are these, outermost only. */
export function findNodes(tree: readonly Node[], ...words: readonly string[]): Node[] {
  return tree.filter(node => words.every((word, i) => node.words[i]?.text === word));
}
