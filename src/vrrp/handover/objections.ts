import type {Finding} from '../findings/finding.js';
import type {FindingCode} from '../findings/finding-codes.js';
import type {InstanceIdentity} from '../findings/instance-view.js';
import type {Objection, StandbyEvidence, SwitchPlan} from './router-owner.js';
import {isMaster, type Movable, type Situation} from './situation.js';

/** Those that keep a plan from being carried out. */
export function refusals({objections}: Pick<SwitchPlan, 'objections'>, isForced: boolean): readonly Objection[] {
  return objections.filter(({isForceable}) => !(isForced && isForceable));
}

/** What makes a switch a bad idea whatever the way: nobody to take over, or something wrong already. */
export function objectionsToLeaving(situation: Situation, members: readonly Movable[]): Objection[] {
  return [
    ...objectionsOfFindings(situation, members),
    ...members.filter(isMaster).flatMap(({wanted}) => {
      const isThere = situation.evidence.some(({instance}) => instance.name === wanted.name);
      return isThere ? [] : [noStandby(wanted.name)];
    }),
    ...situation.objections,
  ];
}

function noStandby(name: string): Objection {
  return {
    code: 'no-standby',
    words: `nobody is known who would take over ${name}: no peer says that it is backup, no address that was master before or is configured as a peer answers, and nobody else listens for its advertisements`,
    isForceable: true,
  };
}

/** What is wrong with a virtual router in such a way that a switch would make it worse, or prove nothing. */
const forbidding: readonly FindingCode[] = [
  'duplicate-master',
  'no-master',
  'stale-master',
  'sync-group-torn',
  'deaf-backup',
];

export function objectionsOfFindings({findings}: Situation, members: readonly Movable[]): Objection[] {
  return findings
    .filter(({code, instance}) => forbidding.includes(code) && members.some(({wanted}) => isSame(instance, wanted)))
    .map(finding => ({code: 'finding', words: findingWords(finding), isForceable: true}));
}

function isSame(instance: InstanceIdentity | undefined, wanted: Movable['wanted']): boolean {
  return (
    instance !== undefined &&
    instance.interface === wanted.interface &&
    instance.family === wanted.family &&
    instance.virtualRouter === wanted.virtualRouter
  );
}

function findingWords({code, instance, confidence, summary, proof}: Finding): string {
  return `${code} (${confidence}) on ${instance?.name ?? instance?.interface}: ${summary}${proof[0] === undefined ? '' : `; ${proof[0]}`}`;
}

/** Only what is about the instances that move. */
export function evidenceFor(evidence: readonly StandbyEvidence[], members: readonly Movable[]): StandbyEvidence[] {
  return evidence.filter(({instance}) => members.some(({wanted}) => isSame(instance, wanted)));
}

/** What no --force goes over. */
export function refuse(code: string, words: string): Objection {
  return {code, words, isForceable: false};
}
