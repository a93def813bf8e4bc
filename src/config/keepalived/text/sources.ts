import type {Report} from '../problem.js';
import {alternatives, folderOf, hasWildcard, type Include, type IncludeDemand, within} from './include.js';
import {type Traced, slice} from './traced.js';

/** One line as it stands in a file. */
export interface SourceLine {
  readonly file: string;
  readonly line: number;
  readonly traced: Traced;
}

/** The files, as whoever reads them hands them in. Patterns have no braces and need not have wildcards. */
export interface Files {
  readFile(path: string): string | undefined;
  glob(pattern: string): readonly string[];
}

interface Open {
  readonly lines: readonly SourceLine[];
  next: number;
  readonly waiting: string[];
}

/** MAXBUF of parser.h less the end of the text: what fgets(3) gives keepalived at once. */
const mostCharacters = 1023;
const deepest = 64;
const mostFiles = 10_000;

/** The lines of a file and of those it includes, where they include them. */
export class Sources {
  readonly #open: Open[] = [];
  #opened = 0;
  /** What every include must satisfy, beyond what it says itself: include_check of global_defs. */
  generalDemands: ReadonlySet<IncludeDemand> = new Set();

  constructor(
    private readonly files: Files,
    private readonly report: Report,
  ) {}

  /** Begins with lines that were read before. */
  replay(lines: readonly SourceLine[]): void {
    this.#open.push({lines, next: 0, waiting: []});
  }

  /** Begins with a file. */
  start(path: string): boolean {
    const text = this.files.readFile(path);
    if (text === undefined) return false;
    this.#open.push({lines: this.#linesOf(path, text), next: 0, waiting: []});
    return true;
  }

  next(): SourceLine | undefined {
    for (let top = this.#open.at(-1); top; top = this.#open.at(-1)) {
      const line = top.lines[top.next++];
      if (line) return line;
      this.#open.pop();
      if (top.waiting.length > 0) this.#openNext(top.waiting);
    }
    return undefined;
  }

  /** Goes on with the files that an include line of a file names. */
  include({pattern, demands}: Include, at: SourceLine): void {
    const fails = (demand: IncludeDemand, message: string) => {
      const isDemanded = demands.has(demand) || this.generalDemands.has(demand);
      this.report(isDemanded ? 'missing-include' : 'note', placeOf(at), message);
      return isDemanded;
    };
    if (this.#open.length >= deepest || this.#opened >= mostFiles) {
      this.report('endless-include', placeOf(at), `the files include one another without end at "${pattern}"`);
      this.#open.length = 0;
      return;
    }
    const choices = alternatives(pattern);
    const found: string[] = [];
    let hasMissing = false;
    for (const choice of choices) {
      const paths = this.files.glob(within(folderOf(at.file), choice));
      if (paths.length === 0 && !hasWildcard(choice)) hasMissing = true;
      found.push(...paths);
    }
    if (found.length === 0) {
      const demand = !hasMissing ? 'wildcard_match' : choices.length > 1 ? 'brace_match' : 'match';
      fails(demand, `no file matches "${pattern}"`);
      return;
    }
    if (hasMissing && fails('brace_match', `not every alternative of "${pattern}" is there`)) return;
    const readable = found.filter(path => {
      if (!path.endsWith('/') && this.files.readFile(path) !== undefined) return true;
      fails('readable', `"${path}" cannot be read`);
      return false;
    });
    this.#openNext(readable);
  }

  #openNext(paths: readonly string[]): void {
    const [path, ...waiting] = paths;
    if (path === undefined) return;
    this.#opened++;
    this.#open.push({lines: this.#linesOf(path, this.files.readFile(path) ?? ''), next: 0, waiting});
  }

  #linesOf(file: string, text: string): SourceLine[] {
    const lines: SourceLine[] = [];
    const texts = text.split('\n');
    if (texts.at(-1) === '') texts.pop();
    for (const [i, written] of texts.entries()) {
      let rest: Traced = {text: written, columns: 1};
      while (rest.text.length > mostCharacters) {
        this.report(
          'long-line',
          {file, line: i + 1, column: mostCharacters + 1},
          `longer than ${mostCharacters} characters`,
        );
        lines.push({file, line: i + 1, traced: slice(rest, 0, mostCharacters)});
        rest = slice(rest, mostCharacters);
      }
      lines.push({file, line: i + 1, traced: withoutReturn(rest)});
    }
    return lines;
  }
}

function withoutReturn(line: Traced): Traced {
  let end = line.text.length;
  while (line.text[end - 1] === '\r') end--;
  return end === line.text.length ? line : slice(line, 0, end);
}

export function placeOf({file, line}: SourceLine): {file: string; line: number; column: number} {
  return {file, line, column: 1};
}
