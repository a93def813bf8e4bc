import type {Connection} from '../../../ipvs/connection.js';
import {formatAddress} from '../../../net/address.js';
import {type Endpoint, parseEndpoint} from '../../../net/endpoint.js';
import {moveList, pageList, selectIndex, topOfList} from '../../components/list.js';
import type {Intention} from '../../keymap/bindings.js';
import type {Model} from '../../model.js';
import {openColumns} from '../../overlay/columns.js';
import {openFilter} from '../../overlay/open-prompt.js';
import {say, type Step, step} from '../../step.js';
import {type Count, type CountKey, countKeys} from './counts.js';
import {noConnectionFilter} from './filter.js';
import {followServer} from './following.js';
import {connectionsHeight, type ConnectionsState, filterConnections, rearranged} from './state.js';
import {placedConnectionColumns} from './view.js';

/** What an intention does on the screen of connections; undefined where it means nothing here. */
export function updateConnections(model: Model, intention: Intention): Step | undefined {
  const {connections} = model;
  const {list, rows} = connections;
  const height = connectionsHeight(model);
  const moved = (next: ConnectionsState['list']) => step({...model, connections: {...connections, list: next}});
  switch (intention) {
    case 'down':
      return moved(moveList(list, rows, height, 1));
    case 'up':
      return moved(moveList(list, rows, height, -1));
    case 'page-down':
      return moved(pageList(list, rows, height, 1));
    case 'page-up':
      return moved(pageList(list, rows, height, -1));
    case 'top':
      return moved(selectIndex(list, rows, height, 0));
    case 'bottom':
      return moved(selectIndex(list, rows, height, rows.length - 1));
    case 'filter':
      return openFilter(model, connections.filterText);
    case 'sort-next':
      return sortBy(model, 1);
    case 'sort-previous':
      return sortBy(model, -1);
    case 'sort-reverse': {
      const {sort} = connections.arrangement;
      return rearranged(model, {sort: {...sort, isDescending: !sort.isDescending}});
    }
    case 'columns':
      return openColumns(model);
    case 'count-next':
      return rearranged(model, {countBy: nextCount(connections.arrangement.countBy)});
    case 'open':
      return openCount(model);
    case 'only-client':
      return onlyClient(model);
    case 'only-server':
      return onlyServer(model);
    case 'step-back':
      return stepBack(model);
    default:
      return undefined;
  }
}

const countOrder = [undefined, ...(Object.keys(countKeys) as CountKey[])];

function nextCount(by: CountKey | undefined): CountKey | undefined {
  return countOrder[(countOrder.indexOf(by) + 1) % countOrder.length];
}

/** Counts are always in the order of their numbers. */
function sortBy(model: Model, direction: 1 | -1): Step {
  const {sort, countBy} = model.connections.arrangement;
  if (countBy) return step(say(model, 'Counts are sorted by number; t goes on to the list.'));
  const names = placedConnectionColumns(model).map(({column}) => column.name);
  const next = names[(names.indexOf(sort.by) + direction + names.length) % names.length] ?? 'client';
  return rearranged(model, {sort: {by: next, isDescending: next === 'expires'}});
}

/** Of a count: the list of its connections. */
function openCount(model: Model): Step {
  const count = selectedCount(model);
  return count ? only(model, count.by, count.name) : step(model);
}

function onlyClient(model: Model): Step {
  const count = selectedCount(model);
  if (count?.by === 'client') return only(model, 'client', count.name);
  const connection = selectedConnection(model);
  return connection
    ? only(model, 'client', formatAddress(connection.client.address))
    : step(say(model, 'Choose a connection or a client first.'));
}

function onlyServer(model: Model): Step {
  const count = selectedCount(model);
  const server: Endpoint | undefined =
    count?.by === 'server' ? parseEndpoint(count.name) : selectedConnection(model)?.destination;
  if (!server) return step(say(model, 'Choose a connection or a real server first.'));
  const following = followServer(model.connections.arrangement.following, server);
  return toTop(rearranged(model, {following, countBy: undefined}));
}

/** The list of those of which the field is this, in place of what the filter said of the field. */
function only(model: Model, field: CountKey, value: string): Step {
  const others = model.connections.filterText.split(/\s+/).filter(word => word !== '' && !word.startsWith(`${field}=`));
  const [filtered] = filterConnections(model, [...others, `${field}=${value}`].join(' '));
  return toTop(rearranged(filtered, {countBy: undefined}));
}

/** One step back: the message, the counts, the filter, what is followed. */
function stepBack(model: Model): Step {
  const {arrangement, filterText} = model.connections;
  if (model.message) return step({...model, message: undefined});
  if (arrangement.countBy) return rearranged(model, {countBy: undefined});
  if (filterText !== '') return rearranged(model, {filter: noConnectionFilter}, '');
  if (arrangement.following) return rearranged(model, {following: undefined});
  return step(model);
}

function toTop([model, effects]: Step): Step {
  return [{...model, connections: {...model.connections, list: topOfList}}, effects];
}

function selectedConnection({connections: {rows, list}}: Model): Connection | undefined {
  return rows.type === 'connections' ? rows.rowAt(list.index) : undefined;
}

/** What is counted, and its name. */
function selectedCount({connections: {rows, list, reading}}: Model): {by: CountKey; name: string} | undefined {
  const by = reading?.order.arrangement.countBy;
  const count: Count | undefined = rows.type === 'counts' ? rows.rowAt(list.index) : undefined;
  return by && count && {by, name: countKeys[by].name(reading.table, count.place)};
}
