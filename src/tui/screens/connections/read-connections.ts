import type {Ipvs} from '../../../ipvs/ipvs.js';
import {inSlices, type SliceWorld} from '../../data/in-slices.js';
import type {Event} from '../../event.js';
import type {Model} from '../../model.js';
import {arrangeConnections, type ConnectionOrder, wantedBy} from './arrange.js';
import {isDue} from './pace.js';
import {readTable} from './reading.js';
import {isEnough} from './state.js';
import type {ConnectionTable} from './table.js';

/** Reads the connections when it is time, and while somebody looks at them; undefined otherwise. */
export async function readConnections(ipvs: Ipvs, current: () => Model, world: SliceWorld): Promise<Event | undefined> {
  const {connections, settings} = current();
  const {reading, arrangement} = connections;
  const isHurried = reading !== undefined && !isEnough(reading, arrangement);
  if (!isLookedAt(current()) || !isDue(reading, world.clock(), settings.interval, isHurried)) return undefined;
  const meter = metered(world);
  const isWanted = () => isLookedAt(current());
  const read = await inSlices(whileWanted(readTable(ipvs.connections(), wantedBy(arrangement)), isWanted), meter);
  if (!read) return undefined;
  const at = world.clock();
  const order = await arrange(read.table, current, isWanted, meter);
  return order && {type: 'connections', reading: {...read, at, cost: meter.spent(), readFor: arrangement, order}};
}

/** What was read last, as the model now wants it; undefined where something newer came meanwhile. */
export async function rearrangeConnections(current: () => Model, world: SliceWorld): Promise<Event | undefined> {
  const {reading, arrangement} = current().connections;
  if (!reading) return undefined;
  const isWanted = () => {
    const {connections} = current();
    return connections.reading?.table === reading.table && connections.arrangement === arrangement;
  };
  const order = await inSlices(whileWanted(arrangeConnections(reading.table, arrangement), isWanted), world);
  return order && {type: 'connections', reading: {...reading, order}};
}

/** Until the arrangement is the one that is wanted then. */
async function arrange(
  table: ConnectionTable,
  current: () => Model,
  isWanted: () => boolean,
  world: SliceWorld,
): Promise<ConnectionOrder | undefined> {
  for (;;) {
    const {arrangement} = current().connections;
    const isSame = () => isWanted() && current().connections.arrangement === arrangement;
    const order = await inSlices(whileWanted(arrangeConnections(table, arrangement), isSame), world);
    if (order || !isWanted()) return order;
  }
}

function isLookedAt({screen, isHeld}: Model): boolean {
  return screen === 'connections' && !isHeld;
}

/** The work's result; undefined where nobody wants it any more, as soon as that is so. */
function* whileWanted<T>(work: Generator<void, T>, isWanted: () => boolean): Generator<void, T | undefined> {
  try {
    for (;;) {
      if (!isWanted()) return undefined;
      const step = work.next();
      if (step.done) return isWanted() ? step.value : undefined;
      yield;
    }
  } finally {
    work.return(undefined as T); // closes what it reads from
  }
}

/** The same world, that counts the milliseconds between pauses. */
function metered(world: SliceWorld): SliceWorld & {spent(): number} {
  let [spent, since] = [0, world.clock()];
  return {
    clock: () => world.clock(),
    async pause() {
      spent += world.clock() - since;
      await world.pause();
      since = world.clock();
    },
    spent: () => spent + world.clock() - since,
  };
}
