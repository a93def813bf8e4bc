import type {LvsctlWords} from '../../lvsctl-words.js';
import {createHash} from 'node:crypto';
import type {Milliseconds} from '../../../vrrp/intervals.js';
import type {Machine} from '../../machine.js';
import type {RouterWorld} from '../../router-world.js';

const timeout = 10_000;

/**
 * Has systemd release a target after a time.
 * @param lvsctl the whole command line for the words of a command
 * @throws Error with systemd's words
 */
export async function startReleaseTimer(
  {machine, stateFolder}: Pick<RouterWorld, 'machine' | 'stateFolder'>,
  lvsctl: LvsctlWords,
  target: string,
  delay: Milliseconds,
): Promise<void> {
  const words = [
    `--on-active=${Math.ceil(delay / 1000)}`,
    `--unit=${unitOf(target)}`,
    `--setenv=LVSCTL_STATE_DIR=${stateFolder}`,
    '--',
    ...lvsctl(['vrrp', 'release', target]),
  ];
  const {status, stderr} = await machine.run('systemd-run', words, {timeout});
  if (status !== 0) throw new Error(`systemd-run failed: ${stderr.trim()}`);
}

/** Its hold has ended: it must not end the next one. */
export async function stopReleaseTimer(machine: Machine, target: string): Promise<void> {
  await machine.run('systemctl', ['stop', `${unitOf(target)}.timer`], {timeout});
}

function unitOf(target: string): string {
  return `lvsctl-release-${createHash('sha256').update(target).digest('hex').slice(0, 12)}`;
}
