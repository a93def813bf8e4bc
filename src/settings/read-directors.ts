import {isMap} from 'yaml';
import {namedEntries} from './read-names.js';
import type {Setting} from './setting.js';
import {keysBelow} from './setting-keys.js';
import type {Entry, SettingsText, Spot} from './settings-text.js';

/** Directors: `NAME: USER@HOST`, or a map of ssh and write. */
export function readDirectors(spot: Spot, text: SettingsText): readonly Setting[] {
  return otherHosts(spot, text, 'names with directors').flatMap(entry => {
    const {name, at, value} = entry;
    const known = {type: 'director', path: `directors.${name}.ssh`, at: text.place(at), name, ssh: name} as const;
    const isWord = value.node !== null && !isMap(value.node);
    if (isWord) return ssh(name, entry, text);
    const keys = text.known(text.entries(value, 'ssh and write'), keysBelow('directors.NAME'));
    const found = keys.flatMap(key => (key.name === 'ssh' ? ssh(name, key, text) : writable(name, key, text)));
    return keys.some(key => key.name === 'ssh') ? found : [known, ...found];
  });
}

/** Groups of directors; whether these are there is known when all files are read. */
export function readGroups(spot: Spot, text: SettingsText): readonly Setting[] {
  return otherHosts(spot, text, 'names with lists of directors').flatMap(({name, at, value}): Setting[] => {
    const words = text.words(value, 'a list of directors');
    if (!words) return [];
    const members = words.map(word => ({name: word.text, at: text.place(word.at)}));
    return [{type: 'group', path: `groups.${name}`, at: text.place(at), name, members}];
  });
}

/** NB: --host local is this machine, whatever else has the name. */
function otherHosts(spot: Spot, text: SettingsText, takes: string): readonly Entry[] {
  return namedEntries(spot, text, takes).filter(({name, at}) => {
    if (name === 'local') text.report(at, 'local is this machine: choose another name');
    return name !== 'local';
  });
}

/** NB: ssh(1) takes what begins with a dash for an option. */
function ssh(name: string, {at, value}: Entry, text: SettingsText): Setting[] {
  const words = text.words(value, 'HOST or USER@HOST');
  const [word] = words ?? [];
  if (!word) return [];
  if (words?.length !== 1 || !/^[^\s\p{C}-][^\s\p{C}]{0,254}$/u.test(word.text)) {
    text.report(word.at, `${word.text} is not HOST or USER@HOST`);
    return [];
  }
  return [{type: 'director', path: `directors.${name}.ssh`, at: text.place(at), name, ssh: word.text}];
}

function writable(name: string, {at, value}: Entry, text: SettingsText): Setting[] {
  const write = text.truth(value);
  if (write === undefined) return [];
  return [{type: 'writable', path: `directors.${name}.write`, at: text.place(at), name, write}];
}
