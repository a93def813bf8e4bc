import type {Word} from '../text/words.js';
import type {Context} from '../walk/context.js';
import {readDecimal} from '../walk/numbers.js';
import {takeNumber} from '../walk/read-value.js';
import type {ListEntry} from '../walk/section.js';

/** `INTERFACE [MII|ETHTOOL|IOCTL]` to poll, or `INTERFACE DOWN [UP]` to wait for. */
export function readLinkItem(context: Context, {row}: ListEntry, words: readonly Word[]): void {
  const [name, ...rest] = words as [Word, ...Word[]];
  const {interfaces} = context.host;
  if (interfaces && !interfaces.includes(name.text)) {
    context.report('no-interface', name, `there is no interface "${name.text}"`);
    return;
  }
  if (row.keyword === 'linkbeat_interfaces') {
    const [method] = rest;
    if (method && (rest.length > 1 || !['MII', 'ETHTOOL', 'IOCTL'].includes(method.text)))
      context.report('invalid-value', method, `"${method.text}" is no way to poll a link`);
    return;
  }
  for (const word of rest.slice(0, 2))
    if (takeNumber(context, readDecimal(word.text, 0, 255_000_000, 6), word) === undefined) return;
}
