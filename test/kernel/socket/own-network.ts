import {execFileSync} from 'node:child_process';
import koffi from 'koffi';
import {namespacesMissing} from '../rtnetlink/namespace.js';

/** CLONE_NEWNET of <linux/sched.h>. */
const newNetwork = 0x40000000;

/**
 * This process leaves the network of the machine for one of its own, with a loopback interface: its sockets and its children
 * are there from now on, and it goes with them.
 * @returns why it cannot be, or false
 */
export function enterOwnNetwork(): string | false {
  const missing = namespacesMissing();
  if (missing !== false) return missing;
  if (koffi.load('libc.so.6').func('int unshare(int flags)')(newNetwork) !== 0)
    return `unshare(2) failed with errno ${koffi.errno()}`;
  ip('link', 'set', 'lo', 'up');
  return false;
}

/** ip(8) in the network of this process. */
export function ip(...words: readonly string[]): string {
  return execFileSync('ip', words, {encoding: 'utf8', stdio: 'pipe'});
}
