import type {TopSection} from '../../settings/settings.js';
import {knownNames} from '../known-names.js';
import {type Preferences, preferenceNames} from './preferences.js';
import {readPreferences} from './read-preferences.js';

/** What is wrong with the section of the dashboard in a file of settings. */
export function checkTop({file, text}: TopSection) {
  return readPreferences(text, knownNames, 'top').problems.map(problem => ({file, ...problem}));
}

/** What such sections say together, as a file would. */
export function readTop(sections: readonly TopSection[]): Readonly<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const {text} of sections) {
    const {preferences} = readPreferences(text, knownNames, 'top');
    for (const property of Object.keys(preferenceNames) as (keyof Preferences)[]) {
      const value = preferences[property];
      const name = preferenceNames[property];
      if (typeof value !== 'object') all[name] = value ?? all[name];
      else if (Object.keys(value).length > 0) all[name] = {...(all[name] as object | undefined), ...value};
    }
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
