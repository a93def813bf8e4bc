import {Collector} from './data/collector.js';
import {inSlices} from './data/in-slices.js';
import {initialModel} from './initial-model.js';
import {knownNames} from './known-names.js';
import {leastColumns} from './layout.js';
import {loadPreferences} from './preferences/load-preferences.js';
import type {Model} from './model.js';
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
  const {preferences} = await loadPreferences(world.preferencesPath, knownNames);
  const columns = Math.max(leastColumns, Number(world.environment.COLUMNS) || world.stdout.columns || defaultColumns);
  const initial: Model = {...initialModel(world, options, preferences), columns, rows: 24};
  const collector = new Collector(world);
  try {
    const snapshot = await collector.read({visible: [], detailed: [], isThorough: true});
    const order = await inSlices(arrangeServices(snapshot, initial.services.arrangement), world);
    const [model] = update(initial, {type: 'data', snapshot, order}, world.clock());
    const folds = {isOpen: true, exceptions: new Set<string>()};
    const [unfolded] = update(
      {...model, services: {...model.services, folds}},
      {type: 'arranged', order},
      world.clock(),
    );
    const whole = {...unfolded, rows: unfolded.services.rows.length + otherRows};
    const [sized] = update(whole, {type: 'resize', columns, rows: whole.rows}, world.clock());
    const lines = frame(sized).slice(0, -keyRows);
    output.write(lines.map(({line}) => `${plainText(line).trimEnd()}\n`).join(''));
    return 0;
  } finally {
    collector.close();
  }
}
