import {globSync, readFileSync, statSync} from 'node:fs';
import {hostname} from 'node:os';
import {readKeepalivedConf} from '../../config/keepalived/read-config.js';
import type {CommandContext} from '../command.js';
import type {Candidate} from './question.js';

/** Whoever completes a word waits for it: a director that is busy is not waited for longer. In milliseconds. */
const patience = 200;
/** A larger file is no configuration of keepalived, or too much to read for one word. In bytes. */
const largest = 1024 * 1024;
const keepalivedConf = '/etc/keepalived/keepalived.conf';

/** Virtual routers and sync groups: of the director that runs, else of keepalived.conf. Nobody is listened to or signalled. */
export async function instanceNames(context: CommandContext): Promise<readonly Candidate[]> {
  try {
    return await ofDirector(context);
  } catch {
    return ofKeepalived(); // there is none
  }
}

async function ofDirector(context: CommandContext): Promise<readonly Candidate[]> {
  const director = await context.connectDirector('state');
  try {
    const {routers, groups} = await director.call('state', {}, {timeout: patience});
    return [
      ...routers.map(({name, state, interface: where}) => ({value: name, description: `${state} on ${where}`})),
      ...groups.map(({name}) => ({value: name, description: 'sync group'})),
    ];
  } finally {
    director.close();
  }
}

function ofKeepalived(): readonly Candidate[] {
  const {config} = readKeepalivedConf({path: keepalivedConf, hostname: hostname(), readFile, glob: globSync});
  return [
    ...config.vrrp.instances.map(({name}) => ({value: name, description: 'instance of keepalived.conf'})),
    ...config.vrrp.syncGroups.map(({name}) => ({value: name, description: 'sync group of keepalived.conf'})),
  ];
}

/** NB: an include may name a FIFO, which would be waited for. */
function readFile(path: string): string | undefined {
  try {
    const stats = statSync(path);
    return stats.isFile() && stats.size <= largest ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
