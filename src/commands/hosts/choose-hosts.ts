import type {Settings} from '../../settings/settings.js';
import {Usage} from '../command.js';

/** A director that was named. */
export interface ChosenHost {
  readonly name: string;
  /** What ssh(1) takes; undefined: this machine. */
  readonly target: string | undefined;
  /** Whether the settings let it be written to from here. */
  readonly mayWrite: boolean;
}

/** A command line that names more was probably not meant. */
const most = 64;

/** The directors that names stand for, each once, in their order. @throws Usage */
export function chooseHosts(names: readonly string[], {directors, groups}: Settings): readonly ChosenHost[] {
  const chosen = new Map<string, ChosenHost>();
  for (const name of names)
    for (const member of Object.hasOwn(groups, name) ? (groups[name] as readonly string[]) : [name]) {
      const one = chosenHost(member, directors);
      const key = JSON.stringify(one.target ?? null);
      if (!chosen.has(key)) chosen.set(key, one);
    }
  if (chosen.size > most) throw new Usage(`--host names ${chosen.size} directors: at most ${most}`);
  if (chosen.size === 0) throw new Usage('--host names a group with nobody in it');
  return [...chosen.values()];
}

function chosenHost(name: string, directors: Settings['directors']): ChosenHost {
  const known = Object.hasOwn(directors, name) ? directors[name] : undefined;
  if (known) return {name, target: known.ssh, mayWrite: known.write};
  const meant = Object.values(directors).filter(({ssh}) => ssh === name); // by what ssh takes instead of by its name
  return {name, target: name === 'local' ? undefined : name, mayWrite: meant.every(({write}) => write)};
}
