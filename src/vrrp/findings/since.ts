import {formatAddress} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import {brokenLinkWords} from './broken-link.js';
import type {AddressView, InstanceState, Since, Why} from './instance-view.js';
import type {Account, Knowledge} from './knowledge.js';
import {intervalOf, masterDownOf, type Subject} from './subject.js';
import {lastChange, missing, present} from './virtual-addresses.js';
import {span} from './words.js';

/** Since when, by the newest that says when it became so. */
export function sinceOf(
  knowledge: Knowledge,
  subject: Subject,
  state: InstanceState,
  addresses: readonly AddressView[],
): Since | undefined {
  const {told, report, brokenLink, daemon, hold} = subject;
  const found: Since[] = [];
  const note = (source: Since['source'], at: Milliseconds | undefined) => {
    if (at !== undefined) found.push({source, at});
  };
  const raw = state === 'maintenance' ? 'fault' : state;
  if (report?.source === 'director' && report.state === raw) note('director', report.lastTransition);
  if (told && (told.state === raw || (raw === 'init' && told.state === 'stop'))) note('fifo', told.since);
  if (report?.source !== 'director' && report?.state === raw) note('report', report.lastTransition);
  if (state === 'master' && missing(addresses).length === 0) note('kernel', lastChange(addresses));
  if (state === 'backup' && present(addresses).length === 0) note('kernel', lastChange(addresses));
  if (state === 'fault') note('kernel', brokenLink?.link.since);
  if (state === 'maintenance') note('hold', hold?.since);
  if (state === 'init' && daemon?.facts.state === 'gone') note('daemon', daemon.since);
  const account = accountOf(knowledge, subject, state);
  if (account) note(account.source, account.at);
  // what was told itself is nearer to it than the addresses that came of it
  const best = found.find(({source}) => source !== 'kernel') ?? found[0];
  return best;
}

/** Why it became so: as told, or from what was heard and seen at that time. */
export function whyOf(
  knowledge: Knowledge,
  subject: Subject,
  state: InstanceState,
  since: Since | undefined,
): Why | undefined {
  const account = accountOf(knowledge, subject, state);
  if (account?.why !== undefined) return {code: 'told', words: account.why, source: account.source};
  const {hold, brokenLink, daemon, report} = subject;
  if (report?.source === 'director' && report.state === state && report.why !== undefined)
    return {code: 'told', words: report.why, source: 'director'};
  if (state === 'maintenance') return {code: 'held', words: hold?.reason ?? 'no reason given', source: 'hold'};
  if (state === 'init' && daemon?.facts.state === 'gone')
    return {code: 'daemon-gone', words: 'its daemon does not run', source: 'daemon'};
  if (state === 'fault' && brokenLink) return {code: 'link-down', words: brokenLinkWords(brokenLink), source: 'kernel'};
  if (!since) return undefined;
  if (state === 'master') return whyMaster(subject, since.at);
  return state === 'backup' ? whyBackup(subject, since.at) : undefined;
}

/** By what the others did before; the last one heard counts. */
function whyMaster(subject: Subject, at: Milliseconds): Why | undefined {
  const {others, segment} = subject;
  const down = masterDownOf(subject);
  const interval = intervalOf(subject);
  const [last] = others
    .filter(({speakingSince, lastSeen}) => speakingSince <= at && lastSeen >= at - 2 * down)
    .toSorted((a, b) => b.lastSeen - a.lastSeen);
  if (!last) {
    const listened = segment?.attentiveSince !== undefined && segment.attentiveSince <= at - down;
    return listened && others.length === 0
      ? {code: 'nobody-heard', words: 'nobody was heard', source: 'wire'}
      : undefined;
  }
  const who = `${formatAddress(last.source)} (priority ${last.priority})`;
  if (last.state === 'left' && last.stateSince <= at + interval)
    return {code: 'peer-left', words: `${who} gave up ${span(at - last.stateSince)} before`, source: 'wire'};
  if (last.lastSeen <= at - 2.5 * interval)
    return {
      code: 'peer-fell-silent',
      words: `${who} was last heard ${span(at - last.lastSeen)} before`,
      source: 'wire',
    };
  return last.lastSeen <= at + interval
    ? {code: 'outranked-peer', words: `${who} was still heard, and yielded`, source: 'wire'}
    : undefined;
}

function whyBackup(subject: Subject, at: Milliseconds): Why | undefined {
  const near = 2 * intervalOf(subject);
  const {link, told, wanted, others} = subject;
  const own = told?.priority ?? wanted?.priority ?? 0;
  const master = others.find(({speakingSince, priority}) => Math.abs(speakingSince - at) <= near && priority >= own);
  if (!master && link?.link.isRunning && link.since !== undefined && link.since <= at && at - link.since <= near)
    return {code: 'link-up', words: `the link of ${link.link.name} came up`, source: 'kernel'};
  return (
    master && {
      code: 'outranked',
      words: `${formatAddress(master.source)} began with priority ${master.priority}`,
      source: 'wire',
    }
  );
}

/** The last thing said, if it is of this state. */
function accountOf({accounts}: Knowledge, {wanted}: Subject, state: InstanceState): Account | undefined {
  const [last] = (accounts ?? []).filter(({instance}) => instance === wanted?.name).toSorted((a, b) => b.at - a.at);
  return last?.state === state ? last : undefined;
}
