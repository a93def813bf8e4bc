import {formatAddress} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import type {InstanceState, InstanceView, Why} from './instance-view.js';
import type {Knowledge} from './knowledge.js';
import {localStateOf} from './local-state.js';
import {masterOf, peersOf} from './peers.js';
import {priorityOf} from './priorities.js';
import {sinceOf, whyOf} from './since.js';
import {intervalOf, type Subject} from './subject.js';
import {addressesOf} from './virtual-addresses.js';
import {span} from './words.js';

/** One virtual router, as all sources together show it. */
export function viewInstance(knowledge: Knowledge, subject: Subject, now: Milliseconds): InstanceView {
  const {wanted, interface: name, family, virtualRouter} = subject;
  const {observation} = knowledge;
  const addresses = wanted ? addressesOf(wanted, observation.network) : [];
  const {state, isStale, confidence, evidence} = localStateOf(knowledge, subject, addresses, now);
  const priority = priorityOf(subject, observation.network);
  const since = wanted ? sinceOf(knowledge, subject, state, addresses) : undefined;
  const group = wanted?.syncGroup === undefined ? undefined : observation.groups.get(wanted.syncGroup);
  const raw = state === 'maintenance' ? 'fault' : state;
  const times = evidence.flatMap(({says, denies, at}) =>
    at !== undefined && (says === raw || (denies !== undefined && denies !== raw)) ? [at] : [],
  );
  return {
    identity: {name: wanted?.name, interface: name, family, virtualRouter},
    isWanted: wanted !== undefined,
    state,
    isStale,
    confidence,
    evidence,
    age: times.length === 0 ? undefined : Math.max(0, now - Math.max(...times)),
    priority,
    interval: wanted || subject.others.length > 0 ? intervalOf(subject) : undefined,
    group:
      wanted?.syncGroup === undefined
        ? undefined
        : {name: wanted.syncGroup, state: subject.report?.groupState ?? (group && stateOf(group.state))},
    addresses,
    master: masterOf(subject, state === 'master', priority.effective ?? priority.base, since?.at, now),
    peers: peersOf(subject, now),
    since,
    why: wanted ? whyOf(knowledge, subject, state, since) : heardWhy(subject),
  };
}

function stateOf(told: 'master' | 'backup' | 'fault' | 'stop' | 'deleted'): InstanceState {
  return told === 'stop' || told === 'deleted' ? 'init' : told;
}

/** Of what is only heard: how its master came to be. */
function heardWhy({router}: Subject): Why | undefined {
  const holder = router?.holder;
  if (!holder) return undefined;
  const {why} = holder;
  switch (why.type) {
    case 'gave-up':
      return {code: 'peer-left', words: `${formatAddress(why.previous)} gave up`, source: 'wire'};
    case 'fell-silent': {
      const silence =
        holder.since === undefined || holder.since < why.lastSeen ? '' : ` ${span(holder.since - why.lastSeen)} before`;
      return {
        code: 'peer-fell-silent',
        words: `${formatAddress(why.previous)} was last heard${silence}`,
        source: 'wire',
      };
    }
    case 'outranked':
      return {
        code: 'outranked-peer',
        words: `${formatAddress(why.previous)} (priority ${why.previousPriority}) was still heard, and has to yield`,
        source: 'wire',
      };
    case 'vacant':
      return {code: 'nobody-heard', words: 'nobody was heard before', source: 'wire'};
    case 'unknown':
      return undefined;
  }
}
