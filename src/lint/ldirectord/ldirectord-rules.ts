import type {LintRule} from '../lint-rule.js';
import type {LdirectordSubject} from './ldirectord-subject.js';
import {ldirectordCheckRules} from './rules/check-rules.js';
import {ldirectordServerRules} from './rules/server-rules.js';

/** What an ldirectord.cf means, rule by rule. */
export const ldirectordRules: readonly LintRule<LdirectordSubject>[] = [
  ...ldirectordServerRules,
  ...ldirectordCheckRules,
];
