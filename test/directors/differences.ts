import type {Director} from './director.js';

// What a director of ours says of itself is otherwise only seen from without.

const ownWords = {
  'peer-left': /gave up \(priority 0\)/,
  outranked: /outranks it/,
} as const;

/** That a host knows why its first instance is in its state, or does in a moment. */
export async function assertWhy({name, daemon, lvsctl}: Director, code: keyof typeof ownWords): Promise<void> {
  await lvsctl.shows(
    `why ${name} is what it is: ${code}`,
    ({instances: [instance]}) => {
      const isTold = daemon.kind === 'ours' && instance?.name !== null;
      return isTold
        ? instance?.why?.code === 'told' && ownWords[code].test(instance.why.words)
        : instance?.why?.code === code;
    },
    1000,
  );
}

/** The state of an instance whose tracked file of weight 0 is not 0: what is a fault for ours is for us a wish. */
export function stateByFile({daemon}: Director): string {
  return daemon.kind === 'ours' ? 'fault' : 'maintenance';
}

/** The state of a backup that hears nobody, whose sync group keeps it from being master. */
export function stateOfDeaf({daemon}: Director): string {
  return daemon.kind === 'ours' ? 'backup' : 'unknown';
}
