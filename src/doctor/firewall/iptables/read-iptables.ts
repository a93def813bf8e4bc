import type {Family} from '../../../net/address.js';
import type {Action, Chain, Hook, Match, Rule, Ruleset} from '../ruleset.js';
import {optionMatch} from './option-match.js';
import {optionsOf, type RuleOption} from './option-words.js';

/**
 * Reads what iptables-save prints.
 * @param only the tables that are wanted; all unless told
 */
export function readIptables(text: string, family: Family, only?: readonly string[]): Ruleset {
  const chains: Draft[] = [];
  let table = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('*')) table = line.slice(1).trim();
    else if (only && !only.includes(table)) continue;
    else if (line.startsWith(':')) chains.push(newChain(line, table, family));
    else if (line.startsWith('-A ')) {
      const options = optionsOf(line);
      const chain = chains.find(one => one.inTable === table && one.name === options[0]?.words[0]);
      chain?.rules.push(ruleOf(line, options));
    }
  }
  return {chains};
}

interface Draft extends Chain {
  readonly inTable: string;
  readonly rules: Rule[];
}

const hooks: Readonly<Record<string, Hook>> = {
  PREROUTING: 'prerouting',
  INPUT: 'input',
  FORWARD: 'forward',
  OUTPUT: 'output',
  POSTROUTING: 'postrouting',
};
/** NF_IP_PRI_* of <linux/netfilter_ipv4.h>. */
const priorities: Readonly<Record<string, number>> = {raw: -300, mangle: -150, filter: 0, security: 50};
const translation = {before: -100, after: 100} as const;

/** `:INPUT ACCEPT [0:0]`, `:OWN - [0:0]`. */
function newChain(line: string, table: string, family: Family): Draft {
  const [name = '', policy = '-'] = line.slice(1).split(' ');
  const hook = policy === '-' ? undefined : hooks[name];
  const isAfter = hook === 'postrouting' || hook === 'input';
  return {
    inTable: table,
    table: `${family === 'ipv4' ? 'iptables' : 'ip6tables'} ${table}`,
    name,
    families: [family],
    base: hook && {
      hook,
      priority: priorities[table] ?? (isAfter ? translation.after : translation.before),
      policy: policy === 'DROP' ? 'drop' : 'accept',
      devices: undefined,
    },
    rules: [],
  };
}

function ruleOf(line: string, options: readonly RuleOption[]): Rule {
  const matches = options.map(optionMatch).filter((match): match is Match => match !== undefined);
  return {words: line, matches, action: actionOf(options)};
}

function actionOf(options: readonly RuleOption[]): Action {
  const wordOf = (name: string) => options.find(option => option.name === name)?.words[0];
  const goto = wordOf('-g');
  if (goto !== undefined) return {type: 'goto', chain: goto};
  const target = wordOf('-j');
  const simple = target === undefined ? 'continue' : simpleTargets[target];
  if (simple) return {type: simple};
  switch (target as string) {
    case 'CT':
      return {type: options.some(({name}) => name === '--notrack') ? 'untrack' : 'continue'};
    case 'MASQUERADE':
    case 'SNAT':
      return {type: 'translate', part: 'source'};
    case 'DNAT':
    case 'REDIRECT':
    case 'TPROXY':
    case 'NETMAP':
      return {type: 'translate', part: 'destination'};
    case 'MARK':
      return markOf(wordOf('--set-xmark') ?? wordOf('--set-mark'));
    case 'HMARK':
      return unknownMark;
    case 'CONNMARK':
    case 'SET':
      return options.some(({name}) => name === '--restore-mark' || name === '--map-mark')
        ? unknownMark
        : {type: 'continue'};
    default:
      return {type: 'jump', chain: target as string};
  }
}

const simpleTargets: Readonly<
  Record<string, Action['type'] & ('accept' | 'drop' | 'return' | 'continue' | 'untrack' | 'unknown')>
> = {
  ACCEPT: 'accept',
  DROP: 'drop',
  REJECT: 'drop',
  RETURN: 'return',
  NOTRACK: 'untrack',
  QUEUE: 'unknown',
  NFQUEUE: 'unknown',
};

/** Of the connection, or by a table. */
const unknownMark = {type: 'mark', value: undefined, mask: 0xffffffff} as const;

/** `0x7/0xffffffff`: --set-xmark leaves the bits outside of the mask. */
function markOf(text: string | undefined): Action {
  const [value, mask = 0xffffffff] = (text ?? '').split('/').map(part => (part === '' ? Number.NaN : Number(part)));
  const isKnown = value !== undefined && !Number.isNaN(value) && !Number.isNaN(mask);
  return {type: 'mark', value: isKnown ? value : undefined, mask: isKnown ? mask >>> 0 : 0xffffffff};
}
