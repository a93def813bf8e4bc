import {type SysctlKind, sysctlRow} from '../../ipvs/sysctl-table.js';
import type {LintRule} from '../lint-rule.js';
import {nearest} from '../nearest.js';
import {goneKeys, knownKeys} from './known-keys.js';
import type {SysctlLine, SysctlSubject} from './sysctl-subject.js';

/** What is wrong with single lines. */
export const sysctlLineRules: readonly LintRule<SysctlSubject>[] = [
  {
    code: 'missing-equals',
    severity: 'error',
    title: 'a line without an equals sign',
    consequence: 'sysctl passes over the line, and sets nothing',
    correction: 'KEY = VALUE',
    *check({broken}) {
      for (const {text, place} of broken) yield {place, message: `"${firstWord(text)}" has no =`};
    },
  },
  {
    code: 'unknown-key',
    severity: 'error',
    title: 'a key that the kernel does not have',
    consequence: 'sysctl says "No such file or directory" at boot, where nobody looks, and nothing is set',
    correction: 'the right name: `sysctl -a` has all of them',
    *check({lines}) {
      for (const {key, keyPlace} of lines) {
        const gone = goneKeys[key];
        const meant = gone === undefined ? correctionOf(key) : undefined;
        if (gone !== undefined || meant !== undefined)
          yield {
            place: keyPlace,
            message: `there is no ${key}`,
            ...((gone ?? meant) ? {correction: gone ?? meant ?? ''} : {}),
          };
      }
    },
  },
  {
    code: 'not-a-number',
    severity: 'error',
    title: 'a value that is no number',
    consequence: 'the kernel says "Invalid argument", and what was set before stays',
    correction: 'a number: 1 for on, 0 for off',
    *check({lines}) {
      for (const {key, value, valuePlace} of lines) {
        const kind = kindOf(key);
        const isNumeric =
          kind?.type === 'two integers' ? /^\d+\s+\d+$/.test(value) : /^-?(\d+|0x[0-9a-f]+)$/i.test(value);
        if (kind && !isNumeric)
          yield {
            place: valuePlace,
            message: value === '' ? `${key} has no value` : `${key}: "${value.slice(0, 60)}" is no number`,
          };
      }
    },
  },
  {
    code: 'out-of-range',
    severity: 'error',
    title: 'a number that cannot be',
    consequence: 'the kernel says "Invalid argument", or takes it for something else: what was set before may stay',
    correction: 'one of the numbers that are named',
    *check({lines}) {
      for (const {key, value, valuePlace} of lines) {
        const kind = kindOf(key);
        const allowed = kind && faultOf(kind, value);
        if (allowed !== undefined)
          yield {place: valuePlace, message: `${key} cannot be ${value}`, correction: `${allowed}`};
      }
    },
  },
  {
    code: 'set-twice',
    severity: 'warning',
    title: 'a key that is set twice, to different values',
    consequence: 'the last one counts',
    correction: 'remove the line that does not count',
    *check({lines}) {
      const seen = new Map<string, SysctlLine>();
      for (const line of lines) {
        const before = seen.get(line.key);
        if (before && before.value !== line.value && line.key.includes('.'))
          yield {
            place: line.keyPlace,
            message: `${line.key} is ${line.value}, and ${before.value} in line ${before.keyPlace.line}`,
          };
        seen.set(line.key, line);
      }
    },
  },
];

/** No more of a line than that: who takes authkeys for a sysctl.conf is not to see keys. */
function firstWord(text: string): string {
  const [word = ''] = text.split(/\s/);
  return word.length === text.length ? word.slice(0, 60) : `${word.slice(0, 60)} ...`;
}

/** The part of the tree that a key is in, and its last part; undefined where we know nothing of it. */
function partsOf(key: string): readonly [folder: string, name: string] | undefined {
  const match = /^(net\.ipv4\.conf)\.(?:.+)\.([^.]+)$|^(net\.ipv4\.vs|net\.netfilter|net\.ipv4)\.([^.]+)$/.exec(key);
  if (!match) return undefined;
  return [(match[1] ?? match[3]) as string, (match[2] ?? match[4]) as string];
}

/** What is probably meant; empty where only that it is wrong is sure, undefined where it may be right. */
function correctionOf(key: string): string | undefined {
  const loose = /^net\.ipv4\.conf\.([^.]+)$/.exec(key)?.[1];
  if (loose !== undefined)
    return knownKeys['net.ipv4.conf']?.includes(loose)
      ? `net.ipv4.conf.all.${loose}: an interface, all or default stands before`
      : undefined;
  const parts = partsOf(key);
  if (!parts) return undefined;
  const [folder, name] = parts;
  const known = knownKeys[folder] as readonly string[];
  if (known.includes(name)) return undefined;
  const meant = nearest(name, known);
  if (meant !== undefined) return key.slice(0, -name.length) + meant;
  return folder === 'net.ipv4.vs' ? '' : undefined;
}

const onOff: SysctlKind = {type: 'boolean'};
const upTo = (most: number): SysctlKind => ({type: 'integer', least: 0, most});

const others: Readonly<Record<string, SysctlKind>> = {
  'net.ipv4 ip_forward': onOff,
  'net.ipv4 ip_nonlocal_bind': onOff,
  'net.ipv4.conf forwarding': onOff,
  'net.ipv4.conf rp_filter': upTo(2),
  'net.ipv4.conf arp_ignore': upTo(8),
  'net.ipv4.conf arp_announce': upTo(2),
  'net.ipv4.conf send_redirects': onOff,
  'net.ipv4.conf accept_redirects': onOff,
  'net.netfilter nf_conntrack_tcp_be_liberal': onOff,
  'net.netfilter nf_conntrack_tcp_loose': onOff,
  'net.netfilter nf_conntrack_max': upTo(0x7fffffff),
};

function kindOf(key: string): SysctlKind | undefined {
  const parts = partsOf(key);
  if (!parts) return undefined;
  const [folder, name] = parts;
  return folder === 'net.ipv4.vs' ? sysctlRow(name)?.kind : others[`${folder} ${name}`];
}

/** What it may be instead; undefined where it may be so, or is no number. */
function faultOf(kind: SysctlKind, value: string): string | undefined {
  const numbers = value.split(/\s+/).map(Number);
  const [first, second] = numbers;
  if (first === undefined || value === '' || numbers.some(number => Number.isNaN(number))) return undefined;
  switch (kind.type) {
    case 'boolean':
      return first === 0 || first === 1 ? undefined : '0 or 1';
    case 'integer':
      return first >= kind.least && first <= kind.most
        ? undefined
        : `${kind.least} to ${kind.most}${kind.unit === undefined ? '' : ` ${kind.unit}`}`;
    case 'choice':
      return Object.hasOwn(kind.values, first) ? undefined : Object.keys(kind.values).join(', ');
    case 'two integers':
      return second === undefined || kind.isAllowed(first, second) ? undefined : kind.rule;
  }
}
