import {readlinkSync} from 'node:fs';
import {basename, resolve} from 'node:path';
import type {Machine, Process} from '../machine.js';
import {parseLdirectordCommandLine} from './command-line.js';

/** An ldirectord in our network namespace. */
export interface FoundLdirectord {
  readonly process: Process;
  readonly configPath: string;
  /** HOSTNAME of its environment. */
  readonly hostname: string | undefined;
}

/** What it reads when it is told of none, as its init script tells it. */
const defaultName = 'ldirectord.cf';
const defaultConfig = '/etc/ldirectord.cf';

/** The ldirectords that run, the oldest first. */
export function findLdirectord(machine: Machine): readonly FoundLdirectord[] {
  return machine
    .processes()
    .filter(({state}) => state !== 'zombie')
    .toSorted((a, b) => Number(a.startTicks - b.startTicks))
    .flatMap(seen => {
      const commandLine = isPerl(seen) ? parseLdirectordCommandLine(seen.arguments) : undefined;
      if (!commandLine) return [];
      const configPath = findConfig(commandLine.config, folderOf(seen), path => machine.facts(path) !== undefined);
      return [{process: seen, configPath, hostname: machine.environmentOf(seen.pid, 'HOSTNAME')}];
    })
    .filter(({configPath}, i, all) => all.findIndex(one => one.configPath === configPath) === i);
}

/** Where ldirectord looks for its configuration. @param folder what a relative name is seen from */
export function findConfig(given: string | undefined, folder: string, isThere: (path: string) => boolean): string {
  const name = given ?? defaultName;
  const places = [`/etc/ha.d/${name}`, `/etc/ha.d/conf/${name}`, resolve(folder, name)];
  return places.find(isThere) ?? (given === undefined ? defaultConfig : resolve(folder, given));
}

function isPerl({program, name}: Process): boolean {
  return program === undefined ? name === 'ldirectord' : basename(program).startsWith('perl');
}

/** NB: as a daemon it has gone to the root. */
function folderOf({pid}: Process): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '/';
  }
}
