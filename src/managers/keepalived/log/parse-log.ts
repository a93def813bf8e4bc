import type {InstanceState} from '../../../vrrp/findings/instance-view.js';
import type {Account} from '../../../vrrp/findings/knowledge.js';
import type {Milliseconds} from '../../../vrrp/intervals.js';
import {type LogLine, parseLogLine} from './parse-log-line.js';

/** vrrp_state names of keepalived's log. */
const states: Readonly<Record<string, InstanceState>> = {
  MASTER: 'master',
  BACKUP: 'backup',
  FAULT: 'fault',
  STOP: 'init',
};
/** A reason stands at most this long before its transition. */
const reach = 2000;
const mostCharacters = 200;

/**
 * The last transition of each instance that a log tells of, with the reason that stands before it. Every other line
 * is skipped.
 * @param now for the year, which old syslog leaves out
 */
export function parseLog(text: string, now: Milliseconds, source: 'log' | 'journal' = 'log'): readonly Account[] {
  const accounts = new Map<string, Account>();
  const reasons = new Map<string, LogLine>();
  for (const line of text.split('\n')) {
    const entry = parseLogLine(line, now);
    if (!entry) continue;
    const {at, text: words} = entry;
    const [, instance, rest] = /^\((.+?)\) (.*)$/.exec(words) ?? [];
    const entered = rest === undefined ? undefined : /^Entering (MASTER|BACKUP|FAULT|STOP) STATE/.exec(rest);
    if (instance !== undefined && entered) {
      const reason = freshest([reasons.get(instance), reasons.get('')], at);
      reasons.delete(instance);
      accounts.set(instance, {instance, state: states[entered[1] as string] as InstanceState, at, why: reason, source});
    } else if (instance !== undefined && rest !== undefined) reasons.set(instance, {at, text: rest});
    else if (isReason(words)) reasons.set('', entry);
  }
  return [...accounts.values()];
}

/** Of the host: a script, a link, a file. */
function isReason(words: string): boolean {
  return /^(Script|VRRP_Script|Netlink|Interface|Track|Quorum|Process|Stopped|Stopping)/i.test(words);
}

function freshest(lines: readonly (LogLine | undefined)[], at: Milliseconds): string | undefined {
  const near = lines.filter(line => line !== undefined && at - line.at <= reach);
  return near.toSorted((a, b) => (b?.at ?? 0) - (a?.at ?? 0))[0]?.text.slice(0, mostCharacters);
}
