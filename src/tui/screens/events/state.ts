import type {Plan} from '../../actions/plan.js';
import {commandsOf} from '../../actions/plan.js';
import {type ListState, moveList, pageList, type Rows, selectIndex, topOfList} from '../../components/list.js';
import type {Difference} from '../../data/differences.js';
import type {Intention} from '../../keymap/bindings.js';
import {listHeight} from '../../layout.js';
import type {Model} from '../../model.js';
import {openScreen} from '../../open-screen.js';
import {select} from '../services/update.js';
import {type Step, step} from '../../step.js';

/** Something that happened to the table. */
export interface TableEvent {
  readonly at: number;
  readonly kind: Difference['kind'] | 'own';
  /** The row it happened to. */
  readonly row: string;
  readonly words: string;
}

export interface EventsState {
  /** The newest first. */
  readonly events: readonly TableEvent[];
  /** Rows this console changed since the last comparison, with what it did: the next difference there is its own. */
  readonly expected: ReadonlySet<string>;
  readonly list: ListState;
}

export const initialEvents: EventsState = {events: [], expected: new Set(), list: topOfList};

/** How many events are kept. */
const mostEvents = 1000;

/** What others changed; what this console changed itself is told already. */
export function recordDifferences(model: Model, differences: readonly Difference[]): Model {
  if (differences.length === 0 && model.events.expected.size === 0) return model;
  const {expected} = model.events;
  const others = differences
    .filter(({row}) => !expected.has(row) && !expected.has(serviceOf(row)))
    .map(({kind, row, words}): TableEvent => ({at: model.now, kind, row, words}));
  return withEvents({...model, events: {...model.events, expected: new Set()}}, others);
}

/** What this console did. */
export function recordOwn(model: Model, plan: Plan): Model {
  const own: TableEvent = {
    at: model.now,
    kind: 'own',
    row: plan.row,
    words: `${plan.title}: ${commandsOf(plan).join('; ')}`,
  };
  const expected = new Set([...model.events.expected, plan.row]);
  return withEvents({...model, events: {...model.events, expected}}, [own]);
}

export function updateEvents(model: Model, intention: Intention): Step | undefined {
  const {events} = model;
  const height = listHeight(model);
  const rows = eventRows(events);
  const moved = (list: ListState) => step({...model, events: {...events, list}});
  switch (intention) {
    case 'down':
      return moved(moveList(events.list, rows, height, 1));
    case 'up':
      return moved(moveList(events.list, rows, height, -1));
    case 'page-down':
      return moved(pageList(events.list, rows, height, 1));
    case 'page-up':
      return moved(pageList(events.list, rows, height, -1));
    case 'top':
      return moved(selectIndex(events.list, rows, height, 0));
    case 'bottom':
      return moved(selectIndex(events.list, rows, height, rows.length - 1));
    case 'open': {
      const event = events.events[events.list.index];
      if (!event) return step(model);
      const [opened, effects] = openScreen(model, 'services');
      return [select(opened, event.row)[0], effects];
    }
    default:
      return undefined;
  }
}

export function eventRows({events}: EventsState): Rows {
  return {
    length: events.length,
    keyAt: index => (events[index] ? String(events.length - index) : undefined),
    indexOf: key => events.length - Number(key),
  };
}

function withEvents(model: Model, added: readonly TableEvent[]): Model {
  if (added.length === 0) return model;
  const {events, list} = model.events;
  const kept = [...added, ...events].slice(0, mostEvents);
  const moved =
    list.selected === undefined
      ? list
      : {...list, index: list.index + added.length, offset: list.offset === 0 ? 0 : list.offset + added.length};
  return {...model, events: {...model.events, events: kept, list: moved}};
}

function serviceOf(row: string): string {
  return row.split(' ')[0] as string;
}
