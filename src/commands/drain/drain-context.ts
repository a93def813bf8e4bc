import type {Ipvs} from '../../ipvs/ipvs.js';
import {Drains} from '../../maintenance/drain/drains.js';
import type {DrainWorld} from '../../maintenance/drain/drain-world.js';
import type {Address} from '../../net/address.js';
import type {CommandContext} from '../command.js';
import {drainSurroundings} from '../settings/drain-surroundings.js';

/** What drains get of the machine, beyond what every command gets. */
export interface DrainSurroundings extends Omit<DrainWorld, 'pause' | 'isInterrupted'> {
  /** All addresses of a host by its name; none where it is not known. */
  addressesOf(host: string): Promise<readonly Address[]>;
  /** Of the terminal. */
  readonly columns: number;
}

export interface OpenDrains {
  readonly ipvs: Ipvs;
  readonly surroundings: DrainSurroundings;
  readonly drains: Drains;
}

/**
 * IPVS and the drains in it, for as long as the work takes. Resolves to the exit status.
 * @param isRecorded false: changes are made without account and lock
 */
export async function withDrains(
  context: CommandContext,
  isRecorded: boolean,
  work: (open: OpenDrains) => Promise<number>,
): Promise<number> {
  const open = await context.open();
  if (!open) return 2;
  const {ipvs} = open;
  try {
    const surroundings = await drainSurroundings(context);
    const world = {
      ...surroundings,
      pause: (time: number) => context.sleep(time / 1000),
      isInterrupted: () => context.isInterrupted(),
    };
    const drains = new Drains(ipvs, world, isRecorded);
    return await work({ipvs, surroundings, drains});
  } finally {
    ipvs.close();
  }
}
