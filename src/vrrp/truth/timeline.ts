import {addressKey} from '../../net/address.js';
import type {Assessment} from '../findings/assess.js';
import type {Finding} from '../findings/finding.js';
import type {InstanceIdentity, InstanceView} from '../findings/instance-view.js';
import type {WantedInstance} from '../findings/wanted-instance.js';
import type {Milliseconds} from '../intervals.js';
import type {Observation} from '../observer/observation.js';
import type {Transition} from '../observer/transition.js';
import {wordsOf} from './happening-words.js';
import type {Happening} from './router-truth.js';

/** How many are kept. */
const most = 500;

/** What happened, the last first: what was heard and seen, and what came of it. */
export class Timeline {
  #happenings: readonly Happening[] = [];
  #before: Assessment | undefined;

  get happenings(): readonly Happening[] {
    return this.#happenings;
  }

  /** What the observer found out. */
  note(
    transitions: readonly Transition[],
    observation: Observation,
    wanted: readonly WantedInstance[],
    now: Milliseconds,
  ): void {
    for (const transition of transitions) {
      const instance = instanceOf(transition, observation, wanted);
      const isForeign = 'address' in transition && instance === undefined; // somebody's own address
      const words = isForeign ? undefined : wordsOf(transition, observation, now);
      if (words) this.#add({at: now, instance, ...words});
    }
  }

  /** What follows from it: other states, findings that came and went. */
  compare(assessment: Assessment, now: Milliseconds): void {
    const before = this.#before;
    this.#before = assessment;
    if (!before) return;
    const states = new Map(before.instances.map(view => [identityKey(view.identity), view]));
    for (const view of assessment.instances) {
      const words = stateWords(view, states.get(identityKey(view.identity)));
      if (words) this.#add({at: now, instance: view.identity, ...words});
    }
    for (const finding of without(assessment.findings, before.findings))
      this.#add({at: now, instance: finding.instance, words: `${finding.code}: ${finding.summary}`, severity: 'bad'});
    for (const finding of without(before.findings, assessment.findings))
      this.#add({at: now, instance: finding.instance, words: `${finding.code} is over`, severity: 'good'});
  }

  #add(happening: Happening): void {
    this.#happenings = [happening, ...this.#happenings.slice(0, most - 1)];
  }
}

export function identityKey({name, interface: link, family, virtualRouter}: InstanceIdentity): string {
  return `${name ?? ''} ${link} ${family} ${virtualRouter}`;
}

function stateWords(
  view: InstanceView,
  before: InstanceView | undefined,
): Omit<Happening, 'at' | 'instance'> | undefined {
  if (!view.isWanted || !before || (view.state === before.state && view.isStale === before.isStale)) return undefined;
  const why = view.why ? `: ${view.why.words}` : '';
  const words = `this host is ${stateName(view)}, before it was ${stateName(before)}${why}`;
  const isBad = view.isStale || view.state === 'fault' || view.state === 'unknown' || view.state === 'init';
  return {words, severity: isBad ? 'bad' : 'notice'};
}

function stateName({state, isStale}: InstanceView): string {
  return isStale ? `${state} and stale` : state;
}

function without(findings: readonly Finding[], others: readonly Finding[]): readonly Finding[] {
  const known = new Set(others.map(findingKey));
  return findings.filter(finding => !known.has(findingKey(finding)));
}

export function findingKey({code, instance}: Finding): string {
  return `${code} ${instance ? identityKey(instance) : ''}`;
}

/** The virtual router that a transition is about. */
function instanceOf(
  transition: Transition,
  observation: Observation,
  wanted: readonly WantedInstance[],
): InstanceIdentity | undefined {
  if ('virtualRouter' in transition) {
    const {interface: index, family, virtualRouter} = transition;
    const link = observation.network.links.get(index)?.link.name ?? String(index);
    const own = wanted.find(
      one =>
        one.virtualRouter === virtualRouter && one.family === family && (one.interface === link || one.unicastPeers),
    );
    return own ? identityOf(own) : {name: undefined, interface: link, family, virtualRouter};
  }
  if (transition.type === 'address-added' || transition.type === 'address-removed') {
    const key = addressKey(transition.address.address);
    const own = wanted.find(({addresses}) => addresses.some(({address}) => addressKey(address) === key));
    return own && identityOf(own);
  }
  if (
    transition.type === 'instance-told' ||
    transition.type === 'priority-told' ||
    transition.type === 'lower-priority-told'
  ) {
    const own = wanted.find(({name}) => name === transition.name);
    return own && identityOf(own);
  }
  return undefined;
}

export function identityOf({name, interface: link, family, virtualRouter}: WantedInstance): InstanceIdentity {
  return {name, interface: link, family, virtualRouter};
}
