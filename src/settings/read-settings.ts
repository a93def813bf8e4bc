import {readDefaults} from './read-defaults.js';
import {readDirectors, readGroups} from './read-directors.js';
import {readHosts, readServices} from './read-names.js';
import {readPolicies} from './read-policies.js';
import type {FileSettings, KnownCommands, Setting} from './setting.js';
import {keysBelow} from './setting-keys.js';
import {SettingsText, type Spot} from './settings-text.js';

/** Reads a section; what is wrong in it is told and left out. */
type ReadSection = (spot: Spot, text: SettingsText, known: KnownCommands) => readonly Setting[];

const sections: Readonly<Record<string, ReadSection>> = {
  names: (spot, text) =>
    text
      .known(text.entries(spot, 'hosts and services'), keysBelow('names'))
      .flatMap(({name, value}) => (name === 'hosts' ? readHosts : readServices)(value, text)),
  directors: readDirectors,
  groups: readGroups,
  defaults: readDefaults,
  policies: readPolicies,
  top: () => [], // the dashboard reads it
};

/** Reads a file of settings: what is wrong in it is told and left out, everything else holds. Never throws. */
export function readSettings(file: string, text: string, isOwn: boolean, known: KnownCommands): FileSettings {
  const reading = new SettingsText(file, text);
  const all = keysBelow('');
  const entries = reading.known(reading.entries(reading.root, `a map of ${all.join(', ')}`, true), all, true);
  const settings = entries.flatMap(({name, value}) => sections[name]?.(value, reading, known) ?? []);
  const top = entries.some(({name}) => name === 'top') ? {file, text} : undefined;
  return {isOwn, settings, top, problems: reading.problems, doubt: reading.doubt};
}
