import {isMap, isScalar} from 'yaml';
import {whatThereIs} from '../../../ipvs/nearest-name.js';
import {type Kind, nameOf, spotOf, wordOf} from '../kind.js';
import {listOf} from '../kinds.js';
import type {Spot, YamlText} from '../yaml-text.js';
import type {CheckDraft, CheckRow} from './check-row.js';
import {checkRows} from './check-rows.js';

/** `tcp`, `{http: /status}`, `{http: {path: /status, every: 2s}}`. */
const check: Kind<CheckDraft> = {
  takes: 'the kind of a check, or a map of one kind and its keys',
  read(spot, text) {
    if (!isMap(spot.node)) {
      const row = rowOf(spot, spot, text);
      return row?.read({node: null, offset: spot.offset}, text);
    }
    const [pair, ...more] = spot.node.items;
    if (!pair || more.length > 0) {
      const advice = more.length > 0 ? 'begin a new entry of the list with - for each check' : undefined;
      return text.refuse(spot.offset, `a map of ${more.length + (pair ? 1 : 0)} keys is not ${check.takes}`, advice);
    }
    const row = rowOf(spotOf(pair.key, spot.offset), spot, text);
    return row?.read(spotOfValue(pair.value, spot.offset), text);
  },
};

export const checks: Kind<readonly CheckDraft[]> = listOf('a list of checks', check);

/** What stands behind a key; a value that is not there, or null, is nothing. */
export function spotOfValue(node: unknown, offset: number): Spot {
  const spot = spotOf(node, offset);
  return isScalar(spot.node) && spot.node.value === null ? {node: null, offset: spot.offset} : spot;
}

function rowOf(at: Spot, {offset}: Spot, text: YamlText): CheckRow | undefined {
  const word = wordOf(at);
  const found = checkRows.find(({name}) => name === word);
  if (found) return found;
  const names = checkRows.map(({name}) => name);
  return text.refuse(at.offset || offset, `${nameOf(at)} is no kind of check`, whatThereIs(word ?? '', names));
}
