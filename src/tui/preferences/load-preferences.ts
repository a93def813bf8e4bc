import type {KnownNames} from './preference-readers.js';
import {noPreferences, type Preferences} from './preferences.js';
import {loadPreferencesText, savePreferencesText} from './preferences-file.js';
import type {PreferencesReading} from './read-preferences.js';

/** What the file says. YAML is loaded only if there is one. */
export async function loadPreferences(path: string, known: KnownNames): Promise<PreferencesReading> {
  const text = loadPreferencesText(path);
  if (text.trim() === '') return {preferences: noPreferences, problems: []};
  const {readPreferences} = await import('./read-preferences.js');
  return readPreferences(text, known);
}

/** Puts a change into the file as it is now. @throws Error where it has mistakes, or cannot be written */
export async function savePreferences(path: string, change: Partial<Preferences>): Promise<void> {
  const {updatePreferences} = await import('./write-preferences.js');
  savePreferencesText(path, updatePreferences(loadPreferencesText(path), change));
}
