import {nearest} from '../../ipvs/nearest-name.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import type {Failure} from '../../ipvsadm/failure.js';
import {type SwitchRow, switches} from '../../ipvsadm/options.js';
import {commands} from '../all.js';

/** What was probably meant by a line of ipvsadm's grammar that is not understood, in a line; empty where nobody knows. */
export function hintForWords(words: readonly string[], {type}: Pick<Failure, 'type'>): string {
  const known = new Set((switches as readonly SwitchRow[]).map(({long}) => `--${long}`));
  const longs = words.filter(word => word.startsWith('--')).map(word => word.replace(/=.*$/s, ''));
  const unknown = longs.find(word => !known.has(word));
  if (unknown === undefined)
    return type === 'try'
      ? ''
      : 'lvsctl -h lists what goes together; lvsctl help services, how addresses are written.\n'; // that one says so itself
  const name = nearest(unknown.slice(2), firstWords());
  const near = nearest(
    unknown,
    [...known].filter(word => word !== '--'),
  );
  if (name !== undefined && (near === undefined || name === unknown.slice(2)))
    return `There is no option ${escapeControls(unknown)}; did you mean lvsctl ${name}?\n`;
  return `There is no option ${escapeControls(unknown)}; ${near === undefined ? 'lvsctl -h lists them' : `did you mean ${near}?`}\n`;
}

function firstWords(): readonly string[] {
  return commands.flatMap(({name, isHidden}) => (isHidden ? [] : [name.split(' ')[0] as string]));
}
