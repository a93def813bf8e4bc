import type {LeastServers} from '../../maintenance/drain/guards.js';
import {NameBook} from '../../settings/name-book.js';
import {formatSettingsPlace} from '../../settings/settings-problem.js';
import type {Settings} from '../../settings/settings.js';
import type {CommandContext} from '../command.js';
import type {DrainSurroundings} from '../drain/drain-context.js';
import {reasonRefusal} from './policy-refusal.js';

/** What drains get of the machine, and of the settings: their names come before those of the machine. */
export async function drainSurroundings(context: CommandContext): Promise<DrainSurroundings> {
  const settings = await context.settings();
  const surroundings = await context.openDrains();
  const names = new NameBook(settings.names);
  return {
    ...surroundings,
    policies: {
      leastServers: leastServers(settings),
      needsReason: reasonRefusal(settings, undefined, 'write why when it is asked'),
      noForce: await context.refusal('force'),
    },
    addressesOf: async host => {
      const own = names.addressesOf(host);
      return own.length > 0 ? own : surroundings.addressesOf(host);
    },
  };
}

function leastServers({policies, origins}: Settings): LeastServers | undefined {
  const {leastServers: count} = policies;
  const place = origins['policies.least-servers'];
  if (count === undefined) return undefined;
  return {count, policy: `policy least-servers${place ? ` (${formatSettingsPlace(place)})` : ''}`};
}
