import {LineCounter, type Node, parseDocument} from 'yaml';
import type {FileText} from '../table/file-table.js';
import type {TablePlace} from '../table/table-problem.js';
import type {DirectorProblem, Severity} from './director-problem.js';

/** A value of the text: a node, or nothing behind a key. */
export interface Spot {
  readonly node: Node | null;
  /** Where messages about it point to. */
  readonly offset: number;
}

/** More of them help nobody. */
const mostProblems = 200;
/** Longer texts are no configuration of a director. */
const mostCharacters = 1_000_000;

/** What the parser finds, in words that quote nothing: there are passwords in these files. */
const syntaxErrors: Readonly<Record<string, string>> = {
  BAD_ALIAS: 'an alias (*name) that means nothing; a text that begins with * needs quotes',
  BAD_DQ_ESCAPE: 'an unknown escape in double quotes',
  BAD_INDENT: 'the indentation is wrong',
  BAD_SCALAR_START: 'a text that begins with this character needs quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a second colon in this line: quote the text, or begin a new line',
  BLOCK_IN_FLOW: 'a block within brackets or braces',
  DUPLICATE_KEY: 'this key is there already',
  MISSING_CHAR: 'a character is missing: a quote, a bracket, a brace or a comma',
  MULTIPLE_DOCS: 'a second document begins here (---): one is taken',
  TAB_AS_INDENT: 'a tab cannot indent: use spaces',
};

/** A YAML text while it is read: problems are told by offset, and located. */
export class YamlText {
  readonly #problems: DirectorProblem[] = [];
  readonly #lines = new LineCounter();
  readonly #name: string;
  readonly root: Spot;

  constructor({name, text}: FileText) {
    this.#name = name;
    this.root = {node: this.#parse(text), offset: 0};
  }

  /** In the order of their places. */
  get problems(): readonly DirectorProblem[] {
    return this.#problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  }

  /** @returns undefined, for the value that there is none of */
  refuse(offset: number, message: string, advice?: string): undefined {
    this.#report('refused', offset, message, advice);
    return undefined;
  }

  warn(offset: number, message: string, advice?: string): void {
    this.#report('warning', offset, message, advice);
  }

  /** The same at a place that is known already. */
  refuseAt({file, line, column}: TablePlace, message: string, advice?: string): void {
    if (this.#problems.length >= mostProblems) return;
    const place = {file, line, column};
    this.#problems.push({...place, severity: 'refused', message, ...(advice === undefined ? {} : {advice})});
  }

  placeOf(offset: number): TablePlace {
    const {line, col} = this.#lines.linePos(offset);
    return {file: this.#name, line: Math.max(1, line), column: Math.max(1, col)};
  }

  #report(severity: Severity, offset: number, message: string, advice: string | undefined): void {
    if (this.#problems.length >= mostProblems) return;
    this.#problems.push({...this.placeOf(offset), severity, message, ...(advice === undefined ? {} : {advice})});
  }

  #parse(text: string): Node | null {
    if (text.length > mostCharacters) {
      this.refuse(0, `the file is longer than ${mostCharacters} characters`, 'is it the right one?');
      return null;
    }
    try {
      // silent, it drops all documents but the first
      const document = parseDocument(text, {lineCounter: this.#lines, prettyErrors: false, logLevel: 'error'});
      for (const {code, pos} of document.errors)
        this.refuse(pos[0], `this is no YAML: ${syntaxErrors[code] ?? code.toLowerCase().replaceAll('_', ' ')}`);
      return document.errors.length > 0 ? null : document.contents;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error; // the parser calls itself for whatever is within something
      this.refuse(0, 'this is nested too deep');
      return null;
    }
  }

  /** Whether there is something to read. */
  get isReadable(): boolean {
    return this.root.node !== null || this.#problems.length === 0;
  }
}
