import {escapeControls} from '../../../ipvs/outside-text.js';
import {span as timeSpan} from '../../../vrrp/findings/words.js';
import type {SwitchPlan} from '../../../vrrp/handover/router-owner.js';
import {wrap} from '../../components/wrap.js';
import {scrolled} from '../../components/scroll.js';
import {screenArea} from '../../layout.js';
import type {Model} from '../../model.js';
import {answerOf} from '../../overlay/answer.js';
import type {Overlay} from '../../overlay/overlay.js';
import {fit} from '../../text/width.js';
import {type Line, type Role, type Span, span} from '../../theme/role.js';
import type {ScreenLine} from '../../view/screen-line.js';
import {moveWords} from './wish.js';
import {listNames, routerName} from './words.js';

type Handover = Extract<Overlay, {type: 'handover'}>;

const labelWidth = 13;

/** What would be done, by whose word, and what speaks against it: before anything is. */
export function viewPreflight(model: Model, handover: Handover): readonly ScreenLine[] {
  const {width, height} = screenArea(model);
  const {glyphs} = model.settings;
  const title = fit(` ${capital(escapeControls(moveWords(handover.wanted)))}?`, width, 'left', glyphs.ellipsis);
  const lines = scrolled(preflightLines(model, handover), handover.offset, height - 1, glyphs);
  return [{line: [span(title, 'header')]}, ...lines.map(line => ({line}))];
}

/** For the line above the keys. */
export function handoverQuestion(handover: Handover): Span {
  if (!handover.plan) return span('');
  switch (answerOf(handover)) {
    case 'confirm':
      return span(' Nothing speaks against it.', 'good');
    case 'confirm-danger':
      return span(' Something speaks against it: y does it all the same.', 'danger');
    case undefined:
      return span(' This cannot be done now.', 'bad');
  }
}

export function preflightLines({columns, settings}: Model, {plan}: Handover): readonly Line[] {
  const {ellipsis} = settings.glyphs;
  if (!plan) return [[], [span('  Looking who would take over…', 'muted')]];
  const {objections, evidence, steps, way, advice, instances} = plan;
  const section = (label: string, words: readonly string[], role: Role = 'plain'): Line[] =>
    words.flatMap((each, i) => {
      const [indent = ''] = /^ */.exec(each) ?? [];
      const parts = wrap(escapeControls(each.trim()), columns - labelWidth - indent.length - 1, ellipsis);
      return parts.map((part, j) => [
        span(fit(i === 0 && j === 0 ? ` ${label}` : '', labelWidth, 'left', ''), 'muted'),
        span(indent + part, role),
      ]);
    });
  const stopping = objections.filter(({isForceable}) => !isForceable).map(({words}) => words);
  const doubts = objections.filter(({isForceable}) => isForceable).map(({words}) => words);
  const standby = standbyWords(plan);
  return [
    [],
    ...section('against it', [...stopping, ...doubts], 'bad'),
    ...(objections.length > 0 ? [[]] : []),
    ...section('moves', [listNames(instances)], 'title'),
    ...section('by', [`${plan.manager}: ${wayWords(plan)}`]),
    ...(steps.length > 0 ? section('outage', [outageWords(plan)]) : []),
    ...section('besides', way.sideEffects, 'warn'),
    [],
    ...section('standby', standby, evidence.length > 0 ? 'good' : 'warn'),
    ...(standby.length > 0 ? [[]] : []),
    ...section(
      'steps',
      steps.map((words, i) => `${i + 1}. ${words}`),
    ),
    ...section('', advice, 'muted'),
  ];
}

/** Who would take over, where somebody has to. */
function standbyWords({evidence, isRelease, request}: SwitchPlan): readonly string[] {
  if (evidence.length === 0) return isRelease || request.to === 'master' ? [] : ['nobody is known who would take over'];
  return evidence.map(
    ({instance, words, isHealth}) =>
      `${routerName(instance)}: ${words}${isHealth ? '' : ' (which proves that it is there, not that it is well)'}`,
  );
}

/** `switch web, inside away from this host`. */
export function planWords({isRelease, request, instances}: SwitchPlan): string {
  const target = instances.length > 0 ? listNames(instances) : request.target;
  return moveWords({to: isRelease ? undefined : request.to, target});
}

function wayWords({way, isRelease}: SwitchPlan): string {
  if (isRelease) return 'what kept it is taken away';
  switch (way.kind) {
    case 'file':
      return way.style === 'pulse' ? 'a tracked file, for a moment' : 'a tracked file, until it is released';
    case 'reload':
      return 'another priority and a reload';
    case 'stop':
      return 'stopping the daemon';
    case 'standby':
      return 'telling it to stand by';
    case 'hold':
      return way.style === 'pulse' ? 'its own word, for a moment' : 'its own word, until it is released';
    case 'hand-over':
      return 'handing over to a peer that has agreed';
  }
}

function outageWords({way, isRelease, request}: SwitchPlan): string {
  if (way.expectedOutage > 0) return `nobody has the addresses for about ${timeSpan(way.expectedOutage)}`;
  return isRelease || request.to === 'master'
    ? 'none is expected: the other gives up when it hears this host'
    : 'none is expected';
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
