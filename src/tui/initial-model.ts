import {initialDrains} from './drains/state.js';
import {createKeymap} from './keymap/keymap.js';
import type {Model} from './model.js';
import type {Preferences} from './preferences/preferences.js';
import {initialChecks} from './screens/checks/state.js';
import {initialConnections} from './screens/connections/state.js';
import {initialDirector} from './screens/director/state.js';
import {initialEvents} from './screens/events/state.js';
import {initialHa} from './screens/ha/state.js';
import type {Sort} from './screens/services/arrange.js';
import {measures} from './screens/services/measures.js';
import {initialServices} from './screens/services/state.js';
import {glyphsFor} from './text/glyphs.js';
import {background, colorDepth} from './theme/depth.js';
import {createTheme} from './theme/theme.js';
import {noNames} from '../settings/name-book.js';
import {say} from './step.js';
import type {DashboardOptions, StageWorld} from './world.js';

/** Seconds between two refreshes: the period of the kernel's estimator. */
const defaultInterval = 2;

type InitialWorld = Pick<
  StageWorld,
  'environment' | 'size' | 'clock' | 'isEmbedded' | 'host' | 'timeOffset' | 'settings'
>;

/** The dashboard before anything was read. */
export function initialModel(world: InitialWorld, options: DashboardOptions, preferences: Preferences): Model {
  const {environment, size} = world;
  const {names = noNames, refusal} = world.settings ?? {};
  const isReadOnly = options.isReadOnly || refusal !== undefined;
  const sort = sortOf(preferences.sort.services);
  const {arrangement} = initialServices;
  const model: Model = {
    columns: size.columns,
    rows: size.rows,
    now: world.clock(),
    settings: {
      theme: createTheme(colorDepth(environment), background(environment, preferences.theme)),
      glyphs: glyphsFor(environment),
      keymap: createKeymap(preferences.keys, isReadOnly),
      isReadOnly,
      names,
      isEmbedded: world.isEmbedded,
      host: world.host,
      interval: options.interval ?? preferences.interval ?? defaultInterval,
      timeOffset: world.timeOffset,
      chart: undefined,
      columns: preferences.columns,
    },
    snapshot: undefined,
    problem: undefined,
    isHeld: false,
    screen: 'services',
    services: {
      ...initialServices,
      arrangement: {...arrangement, ...(sort && {sort}), hidesIdle: preferences.hideIdle ?? false},
    },
    drains: initialDrains,
    connections: initialConnections,
    director: initialDirector,
    ha: initialHa,
    checks: initialChecks,
    events: initialEvents,
    detail: undefined,
    overlay: undefined,
    message: undefined,
    done: [],
  };
  return refusal === undefined ? model : say(model, refusal, 'warn');
}

/** `conn/s`, `name up`. */
function sortOf(text: string | undefined): Sort | undefined {
  const [by = '', direction] = (text ?? '').split(' ');
  if (by !== 'name' && !(by in measures)) return undefined;
  return {by: by as Sort['by'], isDescending: direction === undefined ? by !== 'name' : direction === 'down'};
}
