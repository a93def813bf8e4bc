import {escapeControls} from '../../../ipvs/outside-text.js';
import type {Evidence, InstanceView} from '../../../vrrp/findings/instance-view.js';
import {span as timeSpan} from '../../../vrrp/findings/words.js';
import {type Panel, panel} from '../../components/panel.js';
import {wrap} from '../../components/wrap.js';
import type {Settings} from '../../model.js';
import {preciseTime} from '../../text/age.js';
import {fit} from '../../text/width.js';
import {type Line, span} from '../../theme/role.js';
import {routerName, stateWords} from './words.js';

const columns = {source: 9, age: 7, says: 13} as const;

export const evidenceTitle = 'EVIDENCE   AGE  SAYS';

/** What speaks for the state of a router and what against it: from where, how old, and what it says. */
export function evidenceLines({evidence}: InstanceView, now: number, width: number, ellipsis: string): readonly Line[] {
  const room = Math.max(20, width - columns.source - columns.age - columns.says);
  return evidence.flatMap(each =>
    wrap(escapeControls(each.words), room, ellipsis).map((part, i) => [
      ...(i === 0 ? heading(each, now) : [span(' '.repeat(columns.source + columns.age + columns.says))]),
      span(part),
    ]),
  );
}

function heading({source, at, says, denies}: Evidence, now: number): Line {
  const claim = says ? `  ${says}` : denies ? `  not ${denies}` : '';
  return [
    span(fit(` ${source}`, columns.source, 'left', ''), 'accent'),
    span(fit(at === undefined ? '?' : timeSpan(now - at), columns.age, 'right', ''), 'muted'),
    span(fit(claim, columns.says, 'left', ''), denies ? 'warn' : 'muted'),
  ];
}

/** The chosen router in short: since when, why, and the evidence. */
export function whyPanel(view: InstanceView | undefined, now: number, {glyphs, timeOffset}: Settings): Panel {
  if (!view) return panel('WHY', () => [], glyphs.ellipsis);
  return panel(
    `WHY  ${routerName(view.identity)} is ${stateWords(view)}`,
    width => [
      ...wrap(whyWords(view, timeOffset), width - 2, glyphs.ellipsis).map((line): Line => [span(` ${line}`, 'muted')]),
      ...evidenceLines(view, now, width, glyphs.ellipsis),
    ],
    glyphs.ellipsis,
  );
}

/** `since 12:00:00, by the fifo: 192.0.2.12 gave up`. */
export function whyWords({since, why, isWanted}: InstanceView, timeOffset: number): string {
  if (!isWanted && !why) return 'heard on the wire, and not configured here';
  const when = since ? `since ${preciseTime(since.at, timeOffset)}, by the ${since.source}` : 'since when is unknown';
  return why ? `${when}: ${escapeControls(why.words)}` : when;
}
