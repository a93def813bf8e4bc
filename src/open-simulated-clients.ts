import type {SimulatedClients} from './commands/traffic/simulated-clients.js';
import {defaultStateFile} from './kernel/embedded/open-embedded-kernel.js';
import {simulateClients} from './kernel/embedded/simulate-clients.js';

/** Clients for the embedded kernel that the environment names. @throws Error where it names none that is in a file */
export function openSimulatedClients(
  environment: Readonly<Record<string, string | undefined>>,
): (wish: SimulatedClients) => Promise<void> {
  return async wish => {
    const file = /^embedded(?::(.*))?$/s.exec(environment.LVSCTL_KERNEL ?? '');
    if (!file) throw new Error('clients are simulated for an embedded kernel in a file: LVSCTL_KERNEL=embedded:FILE');
    simulateClients(file[1] || defaultStateFile(environment), wish, Date.now());
  };
}
