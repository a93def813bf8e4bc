import type {Intention} from '../../keymap/bindings.js';
import {moveList, pageList, selectIndex, selectKey} from '../../components/list.js';
import {listHeight} from '../../layout.js';
import type {Model} from '../../model.js';
import {say, type Step, step} from '../../step.js';
import {openDetail} from '../detail/state.js';
import {showConnectionsOf} from '../connections/state.js';
import {openColumns} from '../../overlay/columns.js';
import {openFilter} from '../../overlay/open-prompt.js';
import {updateAction} from '../../actions/update.js';
import {needsLook, destinationCondition, serviceCondition} from '../../data/condition.js';
import {arranged} from './arranged.js';
import {sortableColumns} from './columns.js';
import {placedServiceColumns} from './view.js';
import {measures} from './measures.js';
import {selectedRow, type ServicesState, withRows} from './state.js';

/** What an intention does on the screen of services; undefined where it means nothing here. */
export function updateServices(model: Model, intention: Intention): Step | undefined {
  const {services} = model;
  const height = listHeight(model);
  const moved = (list: ServicesState['list']) => step({...model, services: {...services, list}});
  switch (intention) {
    case 'down':
      return moved(moveList(services.list, services.rows, height, 1));
    case 'up':
      return moved(moveList(services.list, services.rows, height, -1));
    case 'page-down':
      return moved(pageList(services.list, services.rows, height, 1));
    case 'page-up':
      return moved(pageList(services.list, services.rows, height, -1));
    case 'top':
      return moved(selectIndex(services.list, services.rows, height, 0));
    case 'bottom':
      return moved(selectIndex(services.list, services.rows, height, services.rows.length - 1));
    case 'filter':
      return openFilter(model, services.filterText);
    case 'sort-next':
      return sortBy(model, 1);
    case 'sort-previous':
      return sortBy(model, -1);
    case 'sort-reverse': {
      const {sort} = services.arrangement;
      return arranged(model, {sort: {...sort, isDescending: !sort.isDescending}});
    }
    case 'columns':
      return openColumns(model);
    case 'fold':
      return fold(model, undefined);
    case 'fold-one':
      return fold(model, false);
    case 'unfold-one':
      return fold(model, true);
    case 'fold-all':
      return refolded(model, {isOpen: !services.folds.isOpen, exceptions: new Set()});
    case 'hide-idle': {
      const hidesIdle = !services.arrangement.hidesIdle;
      return arranged(say(model, hidesIdle ? 'Idle services are hidden.' : 'Idle services are shown.'), {hidesIdle});
    }
    case 'busiest':
      return toBusiest(model);
    case 'next-problem':
      return toNextProblem(model);
    case 'open': {
      const row = selectedRow(services);
      return row ? openDetail(model, row.key) : step(model);
    }
    case 'follow': {
      const row = selectedRow(services);
      return row ? showConnectionsOf(model, row) : step(model);
    }
    default:
      return updateAction(model, intention);
  }
}

function sortBy(model: Model, direction: 1 | -1): Step {
  const {by} = model.services.arrangement.sort;
  const names = sortableColumns(placedServiceColumns(model));
  const next = names[(names.indexOf(by) + direction + names.length) % names.length] ?? 'name';
  return arranged(model, {sort: {by: next, isDescending: next !== 'name'}});
}

/** @param isOpen undefined turns it round */
function fold(model: Model, isOpen: boolean | undefined): Step {
  const {services} = model;
  const row = selectedRow(services);
  if (!row) return step(model);
  const {folds} = services;
  const key = row.seen.key;
  const wasOpen = folds.exceptions.has(key) !== folds.isOpen;
  const list = {...services.list, selected: key}; // folding a real server chooses its service
  const selected = row.type === 'destination' && isOpen !== true ? {...model, services: {...services, list}} : model;
  if (isOpen === wasOpen)
    return step({...selected, services: withRows(selected.services, model.snapshot, listHeight(model))});
  const exceptions = new Set(folds.exceptions);
  if (!exceptions.delete(key)) exceptions.add(key);
  return refolded(selected, {...folds, exceptions});
}

function refolded(model: Model, folds: ServicesState['folds']): Step {
  return step({...model, services: withRows(model.services, model.snapshot, listHeight(model), {folds})});
}

function toBusiest(model: Model): Step {
  const {services, snapshot} = model;
  let busiest: {key: string; rate: number} | undefined;
  for (const place of services.order.places) {
    const seen = snapshot?.services[place];
    const rate = seen ? (measures['conn/s'].ofService(seen) ?? 0) : 0;
    if (seen && rate > (busiest?.rate ?? 0)) busiest = {key: seen.key, rate};
  }
  if (!busiest) return step(say(model, 'No service gets connections now.'));
  return select(model, busiest.key);
}

function toNextProblem(model: Model): Step {
  const {rows, list} = model.services;
  for (let i = 1; i <= rows.length; i++) {
    const row = rows.rowAt((list.index + i) % rows.length);
    if (!row) break;
    const condition = row.type === 'service' ? serviceCondition(row.seen) : destinationCondition(row.destination);
    if (needsLook(condition) || condition === 'draining' || condition === 'quiesced') return select(model, row.key);
  }
  return step(say(model, 'Nothing on this screen needs a look.', 'good'));
}

/** Chooses a row, unfolding its service if it must. */
export function select(model: Model, key: string): Step {
  const {services} = model;
  const list = selectKey(services.list, services.rows, listHeight(model), key);
  return step({...model, services: {...services, list}});
}
