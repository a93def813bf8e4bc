import {editedLine} from '../../components/line-editor.js';
import {type ListState, moveList, pageList, selectIndex, selectKey} from '../../components/list.js';
import {scroll} from '../../components/scroll.js';
import type {Intention} from '../../keymap/bindings.js';
import {screenArea} from '../../layout.js';
import type {Model} from '../../model.js';
import {openColumns} from '../../overlay/columns.js';
import {openFilter, openPrompt} from '../../overlay/open-prompt.js';
import {say, type Step, step} from '../../step.js';
import {isFailed} from '../../../managers/checked-places.js';
import {type CheckArrangement, checkOrders} from './arrange.js';
import {checksDetailLines} from './detail.js';
import {checksLayout} from './layout.js';
import {type ChecksDetail, checkRows, placeName, selectedPlace, withCheckRows} from './state.js';

/** What an intention does on the screen of checks; undefined where it means nothing here. */
export function updateChecks(model: Model, intention: Intention): Step | undefined {
  switch (intention) {
    case 'ask-checker':
      return step(model, {type: 'checks', wish: {type: model.checks.access.state === 'open' ? 'ask' : 'open'}});
    case 'run-checks':
      return runNow(model);
    case 'switch-checks':
      return switchChecks(model);
    default:
      return model.checks.detail ? updateDetail(model, model.checks.detail, intention) : updateList(model, intention);
  }
}

/** Closes what lies over the list. */
export function closeChecksDetail(model: Model): Model {
  return {...model, checks: {...model.checks, detail: undefined, history: undefined}};
}

function updateDetail(model: Model, detail: ChecksDetail, intention: Intention): Step | undefined {
  if (intention === 'back') return step(closeChecksDetail(model));
  const length = checksDetailLines(model).length;
  const offset = scroll(intention, detail.offset, length, screenArea(model).height - 1);
  return offset === undefined ? undefined : step({...model, checks: {...model.checks, detail: {...detail, offset}}});
}

function updateList(model: Model, intention: Intention): Step | undefined {
  const {checks} = model;
  const rows = checkRows(checks);
  const {list: height} = checksLayout(model);
  const moved = (list: ListState) => step({...model, checks: {...checks, list}});
  switch (intention) {
    case 'down':
      return moved(moveList(checks.list, rows, height, 1));
    case 'up':
      return moved(moveList(checks.list, rows, height, -1));
    case 'page-down':
      return moved(pageList(checks.list, rows, height, 1));
    case 'page-up':
      return moved(pageList(checks.list, rows, height, -1));
    case 'top':
      return moved(selectIndex(checks.list, rows, height, 0));
    case 'bottom':
      return moved(selectIndex(checks.list, rows, height, rows.length - 1));
    case 'filter':
      return openFilter(model, checks.filterText);
    case 'columns':
      return openColumns(model);
    case 'only-failed':
      return arranged(model, {onlyFailed: !checks.arrangement.onlyFailed});
    case 'sort-next':
      return sortBy(model, 1);
    case 'sort-previous':
      return sortBy(model, -1);
    case 'sort-reverse': {
      const {sort} = checks.arrangement;
      return arranged(model, {sort: {...sort, isDescending: !sort.isDescending}});
    }
    case 'open':
      return openDetail(model);
    case 'next-problem': {
      const key = nextFailed(model);
      return key === undefined
        ? step(say(model, 'No server is down.'))
        : moved(selectKey(checks.list, rows, height, key));
    }
    default:
      return undefined;
  }
}

function arranged(model: Model, change: Partial<CheckArrangement>): Step {
  return step(withCheckRows(model, {arrangement: {...model.checks.arrangement, ...change}}));
}

function sortBy(model: Model, direction: 1 | -1): Step {
  const {sort} = model.checks.arrangement;
  const at = checkOrders.indexOf(sort.by);
  const by = checkOrders[(at + direction + checkOrders.length) % checkOrders.length] ?? 'state';
  return arranged(model, {sort: {by, isDescending: false}});
}

/** The next server that is down, in the order of the list. */
function nextFailed({checks}: Model): string | undefined {
  const {rows, list} = checks;
  for (let i = 1; i <= rows.length; i++) {
    const at = (list.index + i) % rows.length;
    const place = rows[at];
    if (place && isFailed(place.server)) return checkRows(checks).keyAt(at);
  }
  return undefined;
}

function openDetail(model: Model): Step {
  const place = selectedPlace(model.checks);
  if (!place) return step(model);
  const name = placeName(place);
  const history = {name, entries: undefined};
  const detail = {name, offset: 0};
  return step({...model, checks: {...model.checks, detail, history}}, {type: 'checks', wish: {type: 'history', name}});
}

/** The result, with its steps, is in the detail. */
function runNow(model: Model): Step {
  const place = selectedPlace(model.checks);
  if (!place) return step(say(model, 'Choose a real server first.', 'warn'));
  const name = placeName(place);
  const [opened, effects] = model.checks.detail ? step(model) : openDetail(model);
  const run = {name, at: undefined, runs: []};
  return step({...opened, checks: {...opened.checks, run}}, ...effects, {type: 'checks', wish: {type: 'run', name}});
}

/** Asks why first: what is typed is also the confirmation. */
function switchChecks(model: Model): Step {
  const place = selectedPlace(model.checks);
  if (!place) return step(say(model, 'Choose a real server first.', 'warn'));
  const {disable} = model.checks.cannot;
  if (disable !== undefined) return step(say(model, disable, 'warn'));
  const to = place.server.state === 'disabled' ? 'enabled' : 'disabled';
  return openPrompt(model, {type: 'switch-checks', wanted: {name: placeName(place), to}}, editedLine(''));
}
