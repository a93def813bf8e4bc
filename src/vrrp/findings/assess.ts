import type {Milliseconds} from '../intervals.js';
import {findDuplicateAddresses, findMissingAddresses, findStrayAddresses} from './address-problems.js';
import type {Case} from './case.js';
import {findDeafBackup, findPartition} from './deafness.js';
import type {Finding} from './finding.js';
import {findingCodes} from './finding-codes.js';
import type {InstanceView} from './instance-view.js';
import type {Knowledge} from './knowledge.js';
import {findDuplicateMasters, findNoMaster, findStaleMaster} from './masters.js';
import {
  findAddressListDifferences,
  findClearAuthentication,
  findFixedRoles,
  findSettingDifferences,
} from './settings.js';
import {subjectsOf} from './subject.js';
import {findCarp, findFlapping, findLostLinks, findLostTargets, findOverflow, findTornGroup} from './surroundings.js';
import {viewInstance} from './view-instance.js';

export interface Assessment {
  /** The wanted ones in their order, then what is only heard. */
  readonly instances: readonly InstanceView[];
  /** The worst first. */
  readonly findings: readonly Finding[];
}

/** What is so, and what is wrong with it. @param now not before the last event of the observation */
export function assess(knowledge: Knowledge, now: Milliseconds): Assessment {
  const subjects = subjectsOf(knowledge);
  const instances = subjects.map(subject => viewInstance(knowledge, subject, now));
  const findings = subjects.flatMap((subject, i) => {
    const item = {knowledge, subject, view: instances[i] as InstanceView, views: instances, now};
    return seekers.flatMap(seek => seek(item));
  });
  findings.push(...findLostTargets(knowledge, now), ...findOverflow(knowledge, now));
  return {instances, findings: findings.toSorted((a, b) => rank(a) - rank(b))};
}

const seekers: readonly ((item: Case) => Finding[])[] = [
  findDuplicateMasters,
  findDuplicateAddresses,
  findStaleMaster,
  findDeafBackup,
  findNoMaster,
  findTornGroup,
  findMissingAddresses,
  findStrayAddresses,
  findAddressListDifferences,
  findSettingDifferences,
  findPartition,
  findLostLinks,
  findFixedRoles,
  findFlapping,
  findCarp,
  findClearAuthentication,
];

const ranks = new Map(Object.keys(findingCodes).map((code, i) => [code, i]));

function rank({code}: Finding): number {
  return ranks.get(code) ?? ranks.size;
}
