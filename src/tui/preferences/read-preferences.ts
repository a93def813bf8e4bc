import {isMap, isScalar, LineCounter, type Node, parseDocument, type YAMLParseError} from 'yaml';
import {unknownName} from '../../ipvs/nearest-name.js';
import {noPreferences, type Preferences, preferenceNames} from './preferences.js';
import {type KnownNames, preferenceReaders, type Reader, textOf} from './preference-readers.js';

/** Something in the file that is left out. */
export interface PreferencesProblem {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface PreferencesReading {
  readonly preferences: Preferences;
  readonly problems: readonly PreferencesProblem[];
}

/**
 * Reads top.yaml: what is wrong in it is told and left out, everything else holds.
 * @param section of a larger file, whose reader tells what is no YAML; undefined: the whole text
 */
export function readPreferences(text: string, known: KnownNames, section?: string): PreferencesReading {
  const lines = new LineCounter();
  // silent, it drops all documents but the first
  const document = parseDocument(text, {lineCounter: lines, prettyErrors: false, logLevel: 'error'});
  const problems: PreferencesProblem[] = [];
  const report = (offset: number, message: string) => {
    const {line, col} = lines.linePos(offset);
    problems.push({line, column: col, message});
  };
  for (const mistake of document.errors) report(mistake.pos[0], mistakeWords(mistake));
  const whole = document.contents;
  const contents = section === undefined ? whole : isMap(whole) ? (whole.get(section, true) as Node | undefined) : null;
  const broken = new Set(problems.map(({line}) => line));
  const preferences = readAll(contents ?? null, {
    known,
    report(offset, message) {
      if (!broken.has(lines.linePos(offset).line)) report(offset, message); // what is read there is not what was meant
    },
  });
  const own = section === undefined ? problems : problems.slice(document.errors.length);
  return {preferences, problems: own.sort((a, b) => a.line - b.line || a.column - b.column)};
}

/** What the parser says, or what it says to programmers otherwise. */
export function mistakeWords({code, message}: Pick<YAMLParseError, 'code' | 'message'>): string {
  if (code !== 'MULTIPLE_DOCS') return message;
  return 'a second document begins here, and only the first is read: leave the --- before it out';
}

function readAll(contents: Node | null, reader: Reader): Preferences {
  if (contents === null || (isScalar(contents) && contents.value === null)) return noPreferences;
  const names = Object.values(preferenceNames);
  if (!isMap(contents)) {
    reader.report(contents.range?.[0] ?? 0, `there must be a map of ${names.join(', ')}`);
    return noPreferences;
  }
  const preferences: Partial<Preferences> = {};
  for (const {key, value} of contents.items) {
    const name = textOf(key) ?? '';
    const at = (key as Node).range?.[0] ?? 0;
    const property = (Object.keys(preferenceNames) as (keyof Preferences)[]).find(
      each => preferenceNames[each] === name,
    );
    if (property === undefined) reader.report(at, unknownName(name, names));
    else Object.assign(preferences, {[property]: preferenceReaders[property](value as Node | null, at, reader)});
  }
  return definedOf(preferences);
}

function definedOf(preferences: Partial<Preferences>): Preferences {
  const defined = Object.entries(preferences).filter(([, value]) => value !== undefined);
  return {...noPreferences, ...Object.fromEntries(defined)};
}
