import type {LintRule} from '../lint-rule.js';
import type {KeepalivedSubject} from './keepalived-subject.js';
import {addressRules} from './rules/address-rules.js';
import {checkRules} from './rules/check-rules.js';
import {electionRules} from './rules/election-rules.js';
import {globalRules} from './rules/global-rules.js';
import {roleRules} from './rules/role-rules.js';
import {scriptRules} from './rules/script-rules.js';
import {serviceRules} from './rules/service-rules.js';

/** What a keepalived.conf means, rule by rule. */
export const keepalivedRules: readonly LintRule<KeepalivedSubject>[] = [
  ...addressRules,
  ...electionRules,
  ...roleRules,
  ...scriptRules,
  ...globalRules,
  ...serviceRules,
  ...checkRules,
];
