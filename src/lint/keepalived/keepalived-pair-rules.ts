import type {LintRule} from '../lint-rule.js';
import type {PairOf} from '../pair-of.js';
import type {KeepalivedSubject} from './keepalived-subject.js';
import {instancePairRules} from './pair/instance-pair-rules.js';
import {rolePairRules} from './pair/role-pair-rules.js';
import {servicePairRules} from './pair/service-pair-rules.js';

/**
 * Differences between the files of two routers that ought not to be. Those that may be: state, priority, router_id,
 * unicast_src_ip and unicast_peer mirrored, mcast_src_ip, notification_email_from, and the interface as a hint.
 */
export const keepalivedPairRules: readonly LintRule<PairOf<KeepalivedSubject>>[] = [
  ...instancePairRules,
  ...rolePairRules,
  ...servicePairRules,
];
