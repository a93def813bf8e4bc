import type {TopSection} from '../../settings/settings.js';
import type {KnownNames} from './preference-readers.js';
import {noPreferences, type Preferences} from './preferences.js';
import {loadPreferencesText, savePreferencesText} from './preferences-file.js';
import type {PreferencesProblem} from './read-preferences.js';

/** What files say together, and what is left out of them. */
export interface LoadedPreferences {
  readonly preferences: Preferences;
  readonly problems: readonly (PreferencesProblem & {readonly file: string})[];
}

/** What the file says, over sections of other files. YAML is loaded only if there is any. */
export async function loadPreferences(
  path: string,
  known: KnownNames,
  sections: readonly TopSection[] = [],
): Promise<LoadedPreferences> {
  const text = loadPreferencesText(path);
  const own = text.trim() === '' ? [] : [{file: path, text, section: undefined}];
  const all = [...sections.map(({file, text: whole}) => ({file, text: whole, section: 'top'})), ...own];
  if (all.length === 0) return {preferences: noPreferences, problems: []};
  const {readPreferences} = await import('./read-preferences.js');
  const readings = all.map(({file, text: whole, section}) => ({file, ...readPreferences(whole, known, section)}));
  return {
    preferences: readings.map(({preferences}) => preferences).reduce(over),
    problems: readings.flatMap(({file, problems}) => problems.map(problem => ({file, ...problem}))),
  };
}

/** Entry by entry of keys, columns and sort. */
function over(before: Preferences, after: Preferences): Preferences {
  return {
    ...before,
    ...after,
    keys: {...before.keys, ...after.keys},
    columns: {...before.columns, ...after.columns},
    sort: {...before.sort, ...after.sort},
  };
}

/** Puts a change into the file as it is now. @throws Error where it has mistakes, or cannot be written */
export async function savePreferences(path: string, change: Partial<Preferences>): Promise<void> {
  const {updatePreferences} = await import('./write-preferences.js');
  savePreferencesText(path, updatePreferences(loadPreferencesText(path), change));
}
