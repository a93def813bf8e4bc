import {escapeControls} from '../../ipvs/outside-text.js';
import {span} from '../../vrrp/findings/words.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {Hold} from '../../vrrp/truth/hold.js';

/** A line of what is held: by whom, since when, why, how, and when it ends. */
export function holdLine(hold: Hold, now: Milliseconds): string {
  const {target, as, owner, reason, expires, since, endedBy, how} = hold;
  const by = owner === undefined ? '' : ` by ${owner}`;
  const ago = since === undefined ? '' : ` ${span(now - since)} ago`;
  const why = reason === undefined ? '' : `: ${reason}`;
  return `${escapeControls(`HELD ${target} as ${as}${by}${ago}${why}; ${how}; ${endWords(expires, endedBy, now)}`)}\n`;
}

/** Behind a state: `held by alice`. */
export function heldBy({owner}: Hold): string {
  return owner === undefined ? 'held' : `held by ${owner}`;
}

/** The same with everything: `held by alice: new kernel, until 2026-07-01T12:00:00.000Z`. */
export function heldWords(hold: Hold): string {
  const {reason, expires} = hold;
  const why = reason === undefined ? '' : `: ${reason}`;
  return `${heldBy(hold)}${why}, until ${expires === undefined ? 'it is released' : new Date(expires).toISOString()}`;
}

function endWords(expires: Milliseconds | undefined, endedBy: Hold['endedBy'], now: Milliseconds): string {
  if (expires === undefined) return 'until lvsctl vrrp release';
  if (expires <= now) return `OVERDUE by ${span(now - expires)}: lvsctl vrrp release`;
  const left = span(expires - now);
  return endedBy === 'nobody' ? `to end in ${left}, but nobody will do it` : `ends in ${left}, by ${endedBy}`;
}
