import {isMap, isScalar, isSeq, LineCounter, type Node, parseDocument} from 'yaml';
import {unknownName} from '../ipvs/nearest-name.js';
import type {SettingsPlace, SettingsProblem} from './settings-problem.js';

/** More of them help nobody. */
const mostProblems = 100;

/** A value with where it begins, or where its name does if it has none. */
export interface Spot {
  readonly node: Node | null;
  readonly offset: number;
}

/** An entry of a map: its name as it is written, and what it has. */
export interface Entry {
  readonly name: string;
  readonly at: number;
  readonly value: Spot;
}

/** A file of settings while it is read: what is wrong is told by its offset, located, and left out. */
export class SettingsText {
  readonly root: Spot;
  readonly #lines = new LineCounter();
  readonly #problems: SettingsProblem[] = [];
  readonly #broken = new Set<number>();
  #doubt: SettingsProblem | undefined;

  constructor(
    private readonly file: string,
    text: string,
  ) {
    this.root = {node: this.#parse(text), offset: 0};
  }

  /** In the order of their places. */
  get problems(): readonly SettingsProblem[] {
    return this.#problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  }

  /** The first of those that leave open what the policies are. */
  get doubt(): SettingsProblem | undefined {
    return this.#doubt;
  }

  /** @param isDoubt whether it leaves open what the policies are */
  report(offset: number, message: string, isDoubt = false): void {
    const problem = {...this.place(offset), message};
    if (isDoubt) this.#doubt ??= problem;
    if (this.#problems.length < mostProblems && !this.#broken.has(problem.line)) this.#problems.push(problem);
  }

  place(offset: number): SettingsPlace {
    const {line, col} = this.#lines.linePos(offset);
    return {file: this.file, line: Math.max(1, line), column: Math.max(1, col)};
  }

  /** The entries of a map; nothing for an empty one. @param takes what has to stand there */
  entries({node, offset}: Spot, takes: string, isDoubt = false): readonly Entry[] {
    if (node === null || (isScalar(node) && node.value === null)) return [];
    if (!isMap(node)) {
      this.report(offset, `${takes} must stand here`, isDoubt);
      return [];
    }
    return node.items.flatMap(({key, value}): Entry[] => {
      const at = startOf(key, offset);
      const name = textOf(key);
      if (name !== undefined) return [{name, at, value: {node: value as Node | null, offset: startOf(value, at)}}];
      this.report(at, 'a name must stand here', isDoubt);
      return [];
    });
  }

  /** Those of the entries whose names are known. */
  known(entries: readonly Entry[], known: readonly string[], isDoubt = false): readonly Entry[] {
    return entries.filter(({name, at}) => {
      if (!known.includes(name)) this.report(at, unknownName(name, known), isDoubt);
      return known.includes(name);
    });
  }

  /** The words of a list; a word alone is a list of it. Undefined after telling for anything else. */
  words({node, offset}: Spot, takes: string, isDoubt = false): readonly {text: string; at: number}[] | undefined {
    const words = (isSeq(node) ? node.items : [node]).map(item => ({text: textOf(item), at: startOf(item, offset)}));
    const wrong = words.find(({text}) => text === undefined || text === '');
    if (!wrong) return words as {text: string; at: number}[];
    this.report(wrong.at, `${takes} must stand here`, isDoubt);
    return undefined;
  }

  /** Undefined after telling for what is neither true nor false. */
  truth({node, offset}: Spot, isDoubt = false): boolean | undefined {
    if (isScalar(node) && typeof node.value === 'boolean') return node.value;
    this.report(offset, 'true or false must stand here', isDoubt);
    return undefined;
  }

  #parse(text: string): Node | null {
    try {
      // silent, it drops all documents but the first
      const document = parseDocument(text, {lineCounter: this.#lines, prettyErrors: false, logLevel: 'error'});
      for (const {code, pos, message} of [...document.errors, ...document.warnings])
        this.report(pos[0], own[code] ?? message, true);
      const lone = text.search(/\r(?!\n)/); // YAML ends a line there, and the parser goes on: in a comment, to the end
      if (lone >= 0) this.report(lone, 'a line ends with a carriage return alone: write line feeds', true);
      for (const {line} of this.#problems) this.#broken.add(line); // what is read there is not what was meant
      return document.contents;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error; // the parser calls itself for whatever is within something
      this.report(0, 'this is nested too deep', true);
      return null;
    }
  }
}

/** What the parser says otherwise. */
const own: Readonly<Record<string, string>> = {
  BAD_SCALAR_START: "a text that begins with this character needs quotes: '%operators'",
  MULTIPLE_DOCS: 'a second document begins here, and only the first is read: leave the --- before it out',
};

/** A scalar as it is written; undefined for anything else. */
export function textOf(node: unknown): string | undefined {
  if (!isScalar(node)) return undefined;
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

function startOf(node: unknown, otherwise: number): number {
  return (node as Node | null)?.range?.[0] ?? otherwise;
}
