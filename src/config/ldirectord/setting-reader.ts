import {type Directives, removed, type Settings} from './directive.js';
import {type Line, placeIn} from './lines.js';
import type {ProblemCode, Report} from './problem.js';
import type {Reading} from './value-kind.js';

/** `NAME = TEXT`. */
export interface Entry {
  readonly name: string;
  readonly text: string;
  /** Where the text begins in the line's, from 0. */
  readonly at: number;
  readonly line: Line;
}

/** Says something about a line; `at` counts from 0 in its text. */
export type ReportAt = (code: ProblemCode, line: Line, at: number, message: string, effect?: string) => void;

export function reportAt(file: string, report: Report): ReportAt {
  return (code, line, at, message, effect) =>
    report(code, placeIn(file, line, at), message, effect === undefined ? {} : {effect});
}

/** Reads the lines of one part of the configuration into settings, by its table of directives. */
export class SettingReader<D extends Directives> {
  readonly settings: Settings<D> = {};
  readonly #lines = new Map<string, Line>();

  constructor(
    private readonly directives: D,
    /** What has its place elsewhere, and where that is. */
    private readonly elsewhere: {readonly directives: Directives; readonly where: string},
    private readonly report: ReportAt,
  ) {}

  /** Where a directive has been given last. */
  lineOf(name: keyof D & string): Line | undefined {
    return this.#lines.get(name);
  }

  /** The entry, where its value is for the caller to read: of special directives. Undefined if the line is done with. */
  read(line: Line): Entry | undefined {
    const match = /^([a-z0-9]+)[ \t\r\f\v]*=[ \t\r\f\v]*(.*)$/s.exec(line.text);
    const [, name = '', text = ''] = match ?? [];
    const directive = Object.hasOwn(this.directives, name) ? this.directives[name] : undefined;
    if (!directive) {
      this.#reportUnknown(line);
      return undefined;
    }
    const entry: Entry = {name, text, at: line.text.length - text.length, line};
    if (directive.value === 'special') {
      this.#remember(entry);
      return entry;
    }
    const reading = directive.value.read(text);
    this.reportReading(entry, reading);
    if ('refused' in reading) return undefined;
    this.#remember(entry);
    if (directive.deprecated !== undefined)
      this.report('deprecated', line, 0, `${name} will go away: say ${directive.deprecated}`);
    if (directive.value.takesAll && typeof reading.value === 'string') this.#checkEnd(entry, reading.value);
    (this.settings as Record<string, unknown>)[name] = reading.value;
    return undefined;
  }

  /** Says what is wrong with a value that has been read. */
  reportReading({name, text, at, line}: Entry, reading: Reading<unknown>): void {
    if ('refused' in reading) {
      const isCut = reading.isUnquoted && text.startsWith('"') && line.isIndented && line.raw.includes('#');
      const hint = isCut ? ': the # begins a comment, within quotes too' : '';
      this.report(reading.isUnquoted ? 'unquoted' : 'invalid-value', line, at, `${name}: ${reading.refused}${hint}`);
      return;
    }
    if (reading.misread !== undefined) this.report('misread', line, at, `${name}: ${reading.misread}`);
    for (const {from} of reading.lost ?? [])
      this.report('lost-text', line, at + from, `${name}: what stands here is no part of the value`);
  }

  /** The first of several is lost. */
  #remember({name, line}: Entry): void {
    const before = this.#lines.get(name);
    if (before && !this.directives[name]?.repeats)
      this.report('given-twice', before, 0, `${name} is given again in line ${line.number}`);
    this.#lines.set(name, line);
  }

  #checkEnd({name, at, line}: Entry, value: string): void {
    if (/[ \t\r]$/.test(value))
      this.report('misread', line, at, `${name}: the blanks at the end are part of the value`);
    const hash = line.isIndented ? -1 : value.search(/[ \t]#/);
    if (hash >= 0)
      this.report('misread', line, at + hash + 1, `${name}: here a comment has to stand on a line of its own`);
  }

  #reportUnknown(line: Line): void {
    const name = (/^[\w-]+/.exec(line.text)?.[0] ?? '').slice(0, 40);
    const say = (message: string) => this.report('unknown-directive', line, 0, message);
    if (/^[ \t\r\f\v]*$/.test(line.text)) return say('a line of blanks within a virtual service has more than four');
    if (Object.hasOwn(removed, name)) return say(`${name} is gone: say ${removed[name]}`);
    if (Object.hasOwn(this.directives, name)) return say(`${name} needs a = and a value`);
    if (Object.hasOwn(this.elsewhere.directives, name)) return say(`${name} has to stand ${this.elsewhere.where}`);
    return say(name === '' ? 'this is no directive' : `there is no directive "${name}"`);
  }
}
