import type {Ipvs} from '../ipvs/ipvs.js';
import {Collector} from './data/collector.js';
import {inSlices} from './data/in-slices.js';
import {initialModel} from './initial-model.js';
import {knownNames} from './known-names.js';
import {leastColumns, leastRows} from './layout.js';
import {loadPreferences} from './preferences/load-preferences.js';
import type {Model} from './model.js';
import {DrainFeed} from './drains/drain-feed.js';
import type {DrainNews} from './drains/news.js';
import {showsOwners} from './screens/services/view.js';
import {arrangeServices} from './screens/services/arrange.js';
import {update} from './update.js';
import {plainText} from './theme/theme.js';
import {frame} from './view/frame.js';
import type {DashboardOptions, DashboardWorld} from './world.js';

/** Rows of the frame that are not of the list: bar, summary, attention, titles; status, keys. */
const otherRows = 6;
/** The last two say what keys do: there are none. */
const keyRows = 2;
const defaultColumns = 120;

/** Prints the screen of services as text, all rows of it. @returns the exit status @throws as Ipvs does */
export async function printFrame(
  world: DashboardWorld,
  options: DashboardOptions,
  output: {write(text: string): unknown},
): Promise<number> {
  const {preferences} = await loadPreferences(world.preferencesPath, knownNames, world.settings?.top);
  const columns = Math.max(leastColumns, Number(world.environment.COLUMNS) || world.stdout.columns || defaultColumns);
  const initial: Model = initialModel({...world, size: {columns, rows: 24}}, options, preferences);
  const collector = new Collector(world);
  try {
    const snapshot = await collector.read({visible: [], detailed: [], isThorough: true});
    const order = await inSlices(arrangeServices(snapshot, initial.services.arrangement), world);
    const [filled] = update(initial, {type: 'data', snapshot, order}, world.clock());
    const model = await withDrains(filled, collector.ipvs, world);
    const folds = {isOpen: true, exceptions: new Set<string>()};
    const [unfolded] = update(
      {...model, services: {...model.services, folds}},
      {type: 'arranged', order},
      world.clock(),
    );
    const whole = {...unfolded, rows: Math.max(leastRows, unfolded.services.rows.length + otherRows)};
    const [sized] = update(whole, {type: 'resize', columns, rows: whole.rows}, world.clock());
    const lines = frame(sized).slice(0, -keyRows);
    output.write(lines.map(({line}) => `${plainText(line).trimEnd()}\n`).join(''));
    return 0;
  } finally {
    collector.close();
  }
}

async function withDrains(before: Model, ipvs: Ipvs | undefined, world: DashboardWorld): Promise<Model> {
  const told: DrainNews[] = [];
  const feed = new DrainFeed(world, news => told.push(news));
  if (ipvs) await feed.read(ipvs);
  if (showsOwners(before)) await feed.lookAtOwners();
  return told.reduce((model, news) => update(model, {type: 'drains', news}, world.clock())[0], before);
}
