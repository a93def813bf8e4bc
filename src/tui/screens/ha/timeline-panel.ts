import {escapeControls} from '../../../ipvs/outside-text.js';
import {identityKey} from '../../../vrrp/truth/timeline.js';
import type {Happening} from '../../../vrrp/truth/router-truth.js';
import {wrap} from '../../components/wrap.js';
import type {Model} from '../../model.js';
import {preciseTime} from '../../text/age.js';
import {fit} from '../../text/width.js';
import {type Line, span} from '../../theme/role.js';
import type {HaState} from './state.js';
import {happeningRoles, routerName} from './words.js';

/** Of ` HH:MM:SS.mmm  `. */
const timeWidth = 15;

/** What happened and what this console did, the last first. */
export function happeningsOf({truth, own}: HaState, key?: string): readonly Happening[] {
  const all =
    own.length === 0 ? (truth?.timeline ?? []) : [...own, ...(truth?.timeline ?? [])].sort((a, b) => b.at - a.at);
  return key === undefined ? all : all.filter(({instance}) => instance !== undefined && identityKey(instance) === key);
}

/** When, to whom, what; as many lines as it takes where they may be wrapped. */
export function timelineLines(
  {settings, ha}: Model,
  happenings: readonly Happening[],
  width: number,
  isWrapped: boolean,
): readonly Line[] {
  const {timeOffset, glyphs} = settings;
  const names = (ha.truth?.instances ?? []).map(({identity}) => routerName(identity).length);
  const nameWidth = Math.max(6, Math.min(16, Math.max(0, ...names)));
  const headWidth = timeWidth + nameWidth + 2;
  return happenings.flatMap(({at, instance, words, severity}) => {
    const text = escapeControls(words);
    const parts = isWrapped ? wrap(text, Math.max(20, width - headWidth), glyphs.ellipsis) : [text];
    return parts.map((part, i) => [
      span(i === 0 ? ` ${preciseTime(at, timeOffset)}  ` : ' '.repeat(timeWidth), 'muted'),
      span(`${fit(i === 0 && instance ? routerName(instance) : '', nameWidth, 'left', glyphs.ellipsis)}  `, 'title'),
      span(part, happeningRoles[severity]),
    ]);
  });
}
