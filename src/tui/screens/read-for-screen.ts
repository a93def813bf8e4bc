import type {Ipvs} from '../../ipvs/ipvs.js';
import type {SliceWorld} from '../data/in-slices.js';
import type {Event} from '../event.js';
import type {Model} from '../model.js';
import {readConnections} from './connections/read-connections.js';
import {readDetail} from './detail/read-detail.js';

/** What only the screen that is open needs, read after the table. */
export async function* readForScreen(ipvs: Ipvs, current: () => Model, world: SliceWorld): AsyncIterable<Event> {
  const model = current();
  if (model.snapshot) model.director.trend?.record(model.snapshot.totals.rates);
  if (model.screen === 'director' || model.director.reading === undefined) {
    const [daemons, timeouts, sysctls] = [await ipvs.daemons(), await ipvs.timeouts(), await ipvs.sysctls()];
    yield {type: 'director', reading: {at: world.clock(), daemons, timeouts, sysctls}};
  }
  const connections = await readConnections(ipvs, current, world);
  if (connections) yield connections;
  const detail = await readDetail(ipvs, current, world);
  if (detail) yield detail;
}
