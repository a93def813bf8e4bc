import type {LintRule} from '../lint-rule.js';
import {sysctlIpvsRules} from './ipvs-rules.js';
import {sysctlLineRules} from './line-rules.js';
import {sysctlNetworkRules} from './network-rules.js';
import type {SysctlSubject} from './sysctl-subject.js';

/** What a sysctl.conf means to directors and real servers, rule by rule. */
export const sysctlRules: readonly LintRule<SysctlSubject>[] = [
  ...sysctlLineRules,
  ...sysctlNetworkRules,
  ...sysctlIpvsRules,
];
