import type {SwitchRow} from './options.js';

/** What one step along the words gave. */
export type Step<S extends SwitchRow> =
  | {readonly type: 'switch'; readonly row: S; readonly argument: string | undefined}
  | {readonly type: 'error'; readonly message: string}
  | {readonly type: 'end'};

/** A table of switches, ready to be looked up in. */
export interface SwitchIndex<S extends SwitchRow> {
  readonly long: ReadonlyMap<string, S>;
  readonly short: ReadonlyMap<string, S>;
}

export function indexSwitches<S extends SwitchRow>(rows: readonly S[]): SwitchIndex<S> {
  return {
    long: new Map(rows.filter(row => row.long !== '').map(row => [row.long, row])),
    short: new Map(rows.flatMap(row => (row.short === undefined ? [] : [[row.short, row]]))),
  };
}

/**
 * Walks a command line by the rules of popt(3) 1.19: bundles of short options, values glued on, behind `=` or in
 * the next word (whatever it looks like), exact long names, `--` to end the options, other words kept aside.
 */
export class Popt<S extends SwitchRow> {
  /** Words that are no options, in order. */
  readonly leftover: string[] = [];
  #next = 0;
  #bundle = '';
  #isRestLeftover = false;

  constructor(
    private readonly words: readonly string[],
    private readonly index: SwitchIndex<S>,
  ) {}

  /** The word last taken, as messages name it. */
  get lastWord(): string {
    return this.words[this.#next - 1] ?? '';
  }

  step(): Step<S> {
    while (this.#bundle === '') {
      const word = this.words[this.#next];
      if (word === undefined) return {type: 'end'};
      this.#next++;
      if (this.#isRestLeftover || !word.startsWith('-') || word === '-') this.leftover.push(word);
      else if (word === '--') this.#isRestLeftover = true;
      else if (word.startsWith('--')) return this.#long(word.slice(2));
      else this.#bundle = word.slice(1);
    }
    return this.#short();
  }

  #long(text: string): Step<S> {
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    const row = this.index.long.get(name);
    if (!row) return this.#error('unknown option');
    return this.#withArgument(row, equals < 0 ? undefined : text.slice(equals + 1));
  }

  #short(): Step<S> {
    const letter = this.#bundle[0] as string;
    const rest = this.#bundle.slice(1);
    this.#bundle = '';
    const row = this.index.short.get(letter);
    if (!row) return this.#error('unknown option');
    if (row.argument === 'none' && !rest.startsWith('=')) {
      this.#bundle = rest;
      return {type: 'switch', row, argument: undefined};
    }
    return this.#withArgument(row, rest === '' ? undefined : rest.startsWith('=') ? rest.slice(1) : rest);
  }

  #withArgument(row: S, glued: string | undefined): Step<S> {
    if (row.argument === 'none') {
      return glued === undefined
        ? {type: 'switch', row, argument: undefined}
        : this.#error('option does not take an argument');
    }
    if (glued !== undefined) return {type: 'switch', row, argument: glued};
    const following = this.words[this.#next];
    if (row.argument === 'optional' && (following === undefined || following.startsWith('-')))
      return {type: 'switch', row, argument: undefined};
    if (following === undefined) return this.#error('missing argument');
    this.#next++;
    return {type: 'switch', row, argument: following};
  }

  #error(problem: string): Step<S> {
    return {type: 'error', message: `${this.lastWord}: ${problem}`};
  }
}
