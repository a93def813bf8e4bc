import {formatAddress} from '../../net/address.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {span} from '../../vrrp/findings/words.js';
import type {
  Objection,
  SwitchOutcome,
  SwitchPlan,
  SwitchRequest,
  SwitchStep,
  Way,
} from '../../vrrp/handover/router-owner.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import {instanceName} from './names.js';

/** What would be done, who would take over, and what speaks against it. */
export function formatPlan(plan: SwitchPlan): string {
  const {request, manager, instances, way, steps, evidence, objections, advice, isRelease} = plan;
  const names = instances.map(instanceName).join(', ') || request.target;
  const what = isRelease ? `release ${names}` : `${names}: ${wish(request)}`;
  const outage = way.expectedOutage > 0 ? `, nobody has the addresses for about ${span(way.expectedOutage)}` : '';
  const lasting = isRelease ? '' : styleWords(way);
  return lines([
    `${what} (${manager}, by ${way.kind}${lasting}${outage})`,
    ...steps.map((step, i) => `  ${i + 1}. ${step}`),
    ...evidence.map(
      ({instance, words, isHealth}) =>
        `  standby of ${instanceName(instance)}: ${words}${isHealth ? '' : ' (proves that it is there, not that it is well)'}`,
    ),
    ...way.sideEffects.map(words => `  side effect: ${words}`),
    ...objections.map(objectionLine),
    ...advice,
  ]);
}

/** What the host is to be; of a named peer, what that is to be. */
function wish({to, peer, isHeld}: SwitchRequest): string {
  if (peer) return `become backup here, and ${formatAddress(peer)} master`;
  return isHeld ? `be ${to} here` : `become ${to} here`;
}

function styleWords({kind, style}: Way): string {
  if (style === 'held') return ', held until released';
  return kind === 'hand-over' ? '' : ', a pulse';
}

function objectionLine({code, words, isForceable}: Objection): string {
  return `  against it: ${words} [${code}${isForceable ? ', --force goes over it' : ''}]`;
}

/** One line of the timeline. */
export function formatStep({at, instance, words}: SwitchStep, begunAt: Milliseconds): string {
  const time = `+${String(Math.max(0, Math.round(at - begunAt))).padStart(5)} ms`;
  return lines([`${time}  ${instance ? `${instanceName(instance)}: ` : ''}${words}`]);
}

export function formatOutcome({result, words, gap, hold}: SwitchOutcome): string {
  const measured = gap === undefined ? '' : ` Nobody was master for ${span(gap)}.`;
  const next = hold ? `Held: lvsctl vrrp release ${hold.target} ends it.` : undefined;
  return lines([`${results[result]}: ${words}.${measured}`, ...(next === undefined ? [] : [next])]);
}

const results = {
  done: 'done',
  late: 'NOT IN TIME',
  'put-back': 'PUT BACK',
  'not-put-back': 'NOT PUT BACK',
  interrupted: 'interrupted',
} as const satisfies Record<SwitchOutcome['result'], string>;

/** Names and reasons are text from outside. */
function lines(texts: readonly string[]): string {
  return texts.map(text => `${escapeControls(text)}\n`).join('');
}
