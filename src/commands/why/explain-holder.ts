import type {Milliseconds} from '../../maintenance/milliseconds.js';
import {findingCodes} from '../../vrrp/findings/finding-codes.js';
import type {InstanceView} from '../../vrrp/findings/instance-view.js';
import type {NameBook} from '../../settings/name-book.js';
import {span} from '../../vrrp/findings/words.js';
import {instanceName} from '../vrrp/names.js';
import {sinceWords} from './clock-words.js';
import type {HolderFacts, WhyFacts} from './why-facts.js';
import {addressWithName} from './with-name.js';

export type HolderCode = 'wrong' | 'stale' | 'here' | 'elsewhere' | 'nobody' | 'unsure' | 'plain' | 'absent' | 'unread';

/** Who has an address, in a sentence without its beginning. */
export interface ExplainedHolder {
  readonly facts: HolderFacts;
  readonly code: HolderCode;
  /** `this host holds it: master in VI_1 on eth0`. */
  readonly words: string;
  readonly isProblem: boolean;
  /** By name, where one of its instances has one. */
  readonly instance: string | undefined;
}

export function explainHolder(facts: HolderFacts, {now, names}: Pick<WhyFacts, 'now' | 'names'>): ExplainedHolder {
  const [view] = facts.instances.toSorted((a, b) => Number(b.isWanted) - Number(a.isWanted));
  for (const {code, isProblem, words} of rules) {
    const found = words({facts, view, now, names});
    if (found !== undefined) return {facts, code, isProblem, words: found, instance: view?.identity.name};
  }
  return {facts, code: 'unread', isProblem: false, words: 'nobody could tell who holds it', instance: undefined};
}

interface Seen {
  readonly facts: HolderFacts;
  /** The one of this host before one that is only heard. */
  readonly view: InstanceView | undefined;
  readonly now: Milliseconds;
  readonly names: NameBook;
}

/** Intervals after which a master that is not heard is none (RFC 9568 §6.1: three, and the skew). */
const silence = 4;

/** The first that has words counts. */
const rules: readonly {
  readonly code: HolderCode;
  readonly isProblem: boolean;
  readonly words: (seen: Seen) => string | undefined;
}[] = [
  {
    code: 'wrong',
    isProblem: true,
    words: ({facts: {findings}}) => {
      const worst = findings.find(({code}) => findingCodes[code].severity === 'error');
      return worst && `${worst.summary} (${worst.code}, ${worst.confidence})`;
    },
  },
  {
    code: 'stale',
    isProblem: true,
    words: ({view}) =>
      view?.isStale ? `this host has it, and nobody here would give it up (${placeWords(view)})` : undefined,
  },
  {
    code: 'here',
    isProblem: false,
    words: ({view, now}) =>
      view?.state === 'master'
        ? `this host holds it: master in ${placeWords(view)}${sinceWords(view.since?.at, now)}`
        : undefined,
  },
  {
    code: 'elsewhere',
    isProblem: false,
    words: ({view, names}) => {
      if (!view?.master || view.master.isThisHost) return undefined;
      const who = view.master.address ? addressWithName(view.master.address, names) : 'another host';
      return view.isWanted
        ? `${who} holds it: this host is ${view.state} in ${placeWords(view)}, and gets none of its clients`
        : `${who} advertises it in ${placeWords(view)}, and no virtual router of this host has it`;
    },
  },
  {
    code: 'nobody',
    isProblem: true,
    words: ({view, facts: {listened, interfaces}}) =>
      view?.isWanted && listened > (view.interval ?? 1000) && interfaces?.length === 0
        ? `${listened > silence * (view.interval ?? 1000) ? 'nobody holds it' : 'perhaps nobody holds it'}: this host is ${view.state} in ${placeWords(view)}, and no master was heard in ${span(listened)}`
        : undefined,
  },
  {
    code: 'unsure',
    isProblem: false,
    words: ({view, facts: {listened}}) =>
      view &&
      `this host is ${view.state} in ${placeWords(view)}; ${listened === 0 ? 'nobody listened for' : 'nobody heard'} a master`,
  },
  {
    code: 'plain',
    isProblem: false,
    words: ({facts: {interfaces}}) =>
      interfaces && interfaces.length > 0
        ? `it is on ${interfaces.join(' and ')} of this host, and no virtual router moves it`
        : undefined,
  },
  {
    code: 'absent',
    isProblem: true,
    words: ({facts: {interfaces}}) =>
      interfaces && 'it is on no interface of this host, and no virtual router has it: its clients do not get here',
  },
];

function placeWords({identity}: InstanceView): string {
  return identity.name === undefined ? instanceName(identity) : `${identity.name} on ${identity.interface}`;
}
