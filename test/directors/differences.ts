import assert from 'node:assert/strict';
import type {Director} from './director.js';

// What a director of ours says of itself is otherwise only seen from without.

const ownWords = {
  'peer-left': /gave up \(priority 0\)/,
  outranked: /outranks it/,
} as const;

/** That a host knows why its first instance is in its state. */
export function assertWhy({name, daemon, lvsctl}: Director, code: keyof typeof ownWords): void {
  const [instance] = lvsctl.document.instances;
  const isTold = daemon.kind === 'ours' && instance?.name !== null;
  assert.equal(instance?.why?.code, isTold ? 'told' : code, `${name}: ${instance?.why?.words}`);
  if (isTold) assert.match(instance?.why?.words ?? '', ownWords[code], name);
}

/** The state of an instance whose tracked file of weight 0 is not 0: what is a fault for ours is for us a wish. */
export function stateByFile({daemon}: Director): string {
  return daemon.kind === 'ours' ? 'fault' : 'maintenance';
}

/** The state of a backup that hears nobody, whose sync group keeps it from being master. */
export function stateOfDeaf({daemon}: Director): string {
  return daemon.kind === 'ours' ? 'backup' : 'unknown';
}
