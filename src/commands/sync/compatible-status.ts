import {readdirSync, readFileSync} from 'node:fs';
import type {DaemonState} from '../../ipvs/daemon.js';
import type {CommandContext} from '../command.js';

/**
 * What LVSSyncDaemonSwap prints of `status`: `master running` and the process of the kernel, or `master stopped`.
 * @returns its exit status, which is the wrong way round: 3 where it runs, 0 where it is stopped
 */
export async function printCompatible(states: readonly DaemonState[], context: CommandContext): Promise<number> {
  const [state = 'master'] = states;
  const open = await context.open();
  if (!open) return 2;
  try {
    if (!(await open.ipvs.daemons()).some(each => each.state === state)) {
      context.stdout.write(`${state} stopped\n`);
      return 0;
    }
    const pid = context.isEmbedded ? undefined : threadOf(state);
    context.stdout.write(`${state} running\n${pid === undefined ? '' : `(ipvs_sync${state} pid: ${pid})\n`}`);
    return 3;
  } finally {
    open.ipvs.close();
  }
}

/**
 * The kernel's thread: `ipvs-m:GENERATION:NUMBER` since Linux 4.3, with the number of the network namespace, which
 * nobody can ask for. Undefined where several namespaces have one, or none is to be seen from here.
 */
function threadOf(state: DaemonState): string | undefined {
  const name = state === 'master' ? /^ipvs-m:\d+:0\n$/ : /^ipvs-b:\d+:0\n$/;
  const found = readdirSync('/proc').filter(pid => /^\d+$/.test(pid) && name.test(nameOf(pid)));
  return found.length === 1 ? found[0] : undefined;
}

function nameOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8');
  } catch {
    return ''; // it has ended meanwhile
  }
}
