import {whatThereIs} from '../ipvs/nearest-name.js';
import {mergePolicies} from './merge-policies.js';
import type {FileSettings, Setting} from './setting.js';
import type {SettingsPlace, SettingsProblem} from './settings-problem.js';
import type {DirectorSettings, Settings} from './settings.js';

/** One account of all files, each over those before it: entry by entry, not section by section. */
export function mergeSettings(files: readonly FileSettings[]): Settings {
  const all = new Map<string, Setting>();
  for (const setting of files.flatMap(({settings}) => settings)) {
    all.delete(setting.path); // the last one is the last in order too
    if (setting.type !== 'policy') all.set(setting.path, setting);
  }
  const settings = [...all.values()];
  const directors = directorsOf(settings);
  const {groups, problems} = groupsOf(settings, directors);
  const policies = mergePolicies(files);
  return {
    names: {
      hosts: settings.flatMap(one => (one.type === 'host' ? addressesOf(one) : [])),
      services: settings.flatMap(one => (one.type === 'service' ? [{name: one.name, service: one.service}] : [])),
    },
    directors,
    groups,
    defaults: defaultsOf(settings),
    policies: policies.policies,
    top: files.flatMap(({top}) => top ?? []),
    origins: Object.fromEntries([...settings.map(originOf), ...policies.origins]),
    problems: [...files.flatMap(file => file.problems), ...problems, ...policies.problems],
    unreadPolicies: files.find(({isOwn, doubt}) => !isOwn && doubt !== undefined)?.doubt,
  };
}

function originOf({path, at}: Setting): readonly [string, SettingsPlace] {
  return [path, at];
}

function addressesOf({name, addresses}: Extract<Setting, {type: 'host'}>) {
  return addresses.map(address => ({name, address}));
}

function directorsOf(settings: readonly Setting[]): Settings['directors'] {
  const directors = new Map<string, DirectorSettings>();
  const change = (name: string, part: Partial<DirectorSettings>) =>
    directors.set(name, {ssh: name, write: false, ...directors.get(name), ...part});
  for (const one of settings) {
    if (one.type === 'director') change(one.name, {ssh: one.ssh});
    if (one.type === 'writable') change(one.name, {write: one.write});
  }
  return Object.fromEntries(directors);
}

/** NB: a group may name directors of another file. */
function groupsOf(settings: readonly Setting[], directors: Settings['directors']) {
  const problems: SettingsProblem[] = [];
  const known = Object.keys(directors);
  const groups = settings.flatMap(one => {
    if (one.type !== 'group') return [];
    if (known.includes(one.name)) {
      problems.push({...one.at, message: `${one.name} is the name of a director already`});
      return [];
    }
    const members = one.members.filter(({name, at}) => {
      if (!known.includes(name))
        problems.push({...at, message: `there is no director ${name}; ${whatThereIs(name, known)}`});
      return known.includes(name);
    });
    return [[one.name, [...new Set(members.map(({name}) => name))]] as const];
  });
  return {groups: Object.fromEntries(groups), problems};
}

function defaultsOf(settings: readonly Setting[]): Settings['defaults'] {
  const commands = new Map<string, Record<string, string>>();
  for (const one of settings)
    if (one.type === 'default') commands.set(one.command, {...commands.get(one.command), [one.option]: one.value});
  return Object.fromEntries(commands);
}
