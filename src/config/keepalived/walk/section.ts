import type {Address} from '../../../net/address.js';
import type {Block, List, Setting} from '../grammar/row.js';
import type {Place, Report} from '../problem.js';
import type {Word} from '../text/words.js';

/** A command line and who runs it. */
export interface Command {
  readonly words: readonly string[];
  readonly user?: string;
  readonly group?: string;
}

export interface Weight {
  readonly weight: number;
  readonly isReversed: boolean;
}

export type Value = boolean | number | string | readonly string[] | Address | Command | Weight;

/** A keyword with its words, and the value if keepalived takes it. */
export interface SettingEntry {
  readonly type: 'setting';
  readonly row: Setting;
  /** The first is the keyword. */
  readonly words: readonly Word[];
  /** The line as it is written, quotes and all: keepalived splits some of them once more, in another way. */
  readonly line: string;
  readonly value: Value | undefined;
}

export interface ListEntry {
  readonly type: 'list';
  readonly row: List;
  readonly words: readonly Word[];
  /** The words of each line. */
  readonly items: readonly (readonly Word[])[];
  readonly end: Place;
}

/** A block as keepalived reads it, its entries in order. */
export interface Section {
  readonly type: 'block';
  readonly row: Block;
  readonly words: readonly Word[];
  readonly entries: Entry[];
  /** Where it ends: at its brace, or where reading stopped. */
  end: Place;
  /** It ended at its own brace, or with the file. */
  isComplete: boolean;
}

export type Entry = SettingEntry | ListEntry | Section;

/** Whether an entry is a list with something in it. */
export function hasItems(entry: Entry): boolean {
  return entry.type === 'list' && entry.items.length > 0;
}

export function keywordOf(entry: Entry): Word {
  return entry.words[0] as Word;
}

/** The word behind the keyword. */
export function nameOf(entry: Entry): string {
  return entry.words[1]?.text ?? '';
}

export function* settingsOf(section: Section, ...keywords: readonly string[]): Generator<SettingEntry> {
  for (const entry of section.entries)
    if (entry.type === 'setting' && entry.value !== undefined && keywords.includes(entry.row.keyword)) yield entry;
}

export function* listsOf(section: Section, keyword: string): Generator<ListEntry> {
  for (const entry of section.entries) if (entry.type === 'list' && entry.row.keyword === keyword) yield entry;
}

export function* sectionsOf(section: Section, keyword?: string): Generator<Section> {
  for (const entry of section.entries)
    if (entry.type === 'block' && (keyword === undefined || entry.row.keyword === keyword)) yield entry;
}

/** The value that counts: the last, or the first where the row says so. */
export function settingOf(section: Section, ...keywords: readonly string[]): Value | undefined {
  let found: Value | undefined;
  for (const {value, row} of settingsOf(section, ...keywords)) {
    if (row.isOnce && found !== undefined) break;
    found = value;
  }
  return found;
}

export function numberOf(section: Section, ...keywords: readonly string[]): number | undefined {
  const value = settingOf(section, ...keywords);
  return typeof value === 'number' ? value : undefined;
}

/** A time, which is kept in microseconds, in milliseconds. */
export function millisecondsOf(section: Section, ...keywords: readonly string[]): number | undefined {
  const value = numberOf(section, ...keywords);
  return value === undefined ? undefined : value / 1000;
}

export function textOf(section: Section, ...keywords: readonly string[]): string | undefined {
  const value = settingOf(section, ...keywords);
  return typeof value === 'string' ? value : undefined;
}

export function flagOf(section: Section, ...keywords: readonly string[]): boolean {
  return settingOf(section, ...keywords) === true;
}

export function booleanOf(section: Section, ...keywords: readonly string[]): boolean | undefined {
  const value = settingOf(section, ...keywords);
  return typeof value === 'boolean' ? value : undefined;
}

export function commandOf(section: Section, keyword: string): Command | undefined {
  const value = settingOf(section, keyword);
  return typeof value === 'object' && 'words' in value ? (value as Command) : undefined;
}

export function addressOf(section: Section, keyword: string): Address | undefined {
  const value = settingOf(section, keyword);
  return typeof value === 'object' && 'family' in value ? (value as Address) : undefined;
}

export function weightOf(section: Section): Weight | undefined {
  return asWeight(settingOf(section, 'weight'));
}

/** The weight that counts where only that which a block has of itself may be changed. */
export function firstWeightOf(report: Report, section: Section, ownWeight: number): Weight {
  let found: Weight = {weight: ownWeight, isReversed: false};
  for (const {words, value} of settingsOf(section, 'weight')) {
    if (found.weight === ownWeight) found = asWeight(value) ?? found;
    else report('duplicate', words[0] as Word, 'a second weight');
  }
  return found;
}

function asWeight(value: Value | undefined): Weight | undefined {
  return typeof value === 'object' && 'weight' in value ? (value as Weight) : undefined;
}
