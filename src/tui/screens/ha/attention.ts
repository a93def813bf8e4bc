import {findingCodes} from '../../../vrrp/findings/finding-codes.js';
import {span as timeSpan} from '../../../vrrp/findings/words.js';
import type {Model} from '../../model.js';
import {type Span, span} from '../../theme/role.js';
import {severityRoles} from './words.js';

/** The screen in a line: how many this host is master of, what is held, what is wrong. */
export function haAttention({ha, settings}: Model): Span | undefined {
  const {truth, moving} = ha;
  if (!truth) return undefined;
  if (moving !== undefined) return span(` Now: ${moving}…`, 'accent');
  const {instances, findings, holds, uncertainFor} = truth;
  const wanted = instances.filter(({isWanted}) => isWanted);
  const masters = wanted.filter(({state, isStale}) => state === 'master' && !isStale).length;
  const severities = findings.map(({code}) => findingCodes[code].severity);
  const worst = (['error', 'warning', 'notice'] as const).find(each => severities.includes(each));
  const words = [
    wanted.length === 0
      ? 'No virtual router is configured here'
      : `This host is master of ${masters} of ${count(wanted.length, 'virtual router')}`,
    ...(holds.length > 0 ? [`${holds.length} held`] : []),
    ...(findings.length > 0 ? [count(findings.length, 'finding')] : []),
    ...(uncertainFor > 0 ? [`certain in ${timeSpan(uncertainFor)}`] : []),
  ];
  const role = worst && worst !== 'notice' ? severityRoles[worst] : holds.length > 0 ? 'warn' : 'good';
  const mark = role === 'good' ? '' : `${settings.glyphs.warning} `;
  return span(` ${mark}${words.join(`  ${settings.glyphs.bullet} `)}`, role);
}

/** For the other screens: what clients suffer from, or would; undefined where there is nothing. */
export function haWarning({ha, settings}: Model): string | undefined {
  const errors = (ha.truth?.findings ?? []).filter(({code}) => findingCodes[code].severity === 'error');
  const [worst] = errors;
  if (!worst) return undefined;
  const more = errors.length > 1 ? ` and ${errors.length - 1} more` : '';
  const [key] = settings.keymap.bindings.find(({intention}) => intention === 'screen-ha')?.keys ?? [];
  return `HA: ${worst.code}${more}${key === undefined ? '' : ` (${key})`}`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
