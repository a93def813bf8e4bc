import type {Family} from '../../../net/address.js';
import type {Action, Chain, Hook, Match, Rule, Ruleset} from '../ruleset.js';
import {unknownMatch} from '../ruleset.js';
import {NamedSets} from './named-sets.js';
import {isObject, type Json, type JsonObject, listOf, textOf} from './nft-json.js';
import {comparison, matchesOf} from './nft-matches.js';
import {bitsOf, elementsOf} from './nft-values.js';
import {ruleWords} from './nft-words.js';

/** What nf_tables has. */
export interface NftReading extends Ruleset {
  /** Tables with rules that only iptables can tell: `ip filter`. */
  readonly ofIptables: readonly string[];
  /** Tables with rules of families that are not walked: `arp filter`, `bridge filter`. */
  readonly others: readonly string[];
}

/**
 * Reads what `nft -j list ruleset` prints (libnftables-json(5)).
 * @param isTerse it was printed without what is in sets (-t)
 * @throws SyntaxError
 */
export function readNft(text: string, isTerse = false): NftReading {
  const objects = listOf((JSON.parse(text) as {readonly nftables?: Json}).nftables).filter(isObject);
  const sets = new NamedSets(isTerse ? [] : objects);
  const rules = new Map<string, JsonObject[]>();
  for (const {rule} of objects) {
    if (!isObject(rule)) continue;
    const key = chainKey(rule);
    rules.set(key, [...(rules.get(key) ?? []), rule]);
  }
  const chains = objects.flatMap(({chain}) => (isObject(chain) ? [chain] : []));
  const foreign = [...rules.values()].flat().filter(rule => listOf(rule.expr).some(isXtables));
  return {
    chains: chains.flatMap(chain => chainOf(chain, rules.get(chainKey(chain)) ?? [], sets)),
    ofIptables: [...new Set(foreign.map(tableOf))],
    others: [...new Set([...rules.values()].flat().filter(isUnwalked).map(tableOf))],
  };
}

const families: Readonly<Record<string, readonly Family[]>> = {
  ip: ['ipv4'],
  ip6: ['ipv6'],
  inet: ['ipv4', 'ipv6'],
  netdev: ['ipv4', 'ipv6'],
};
const hooks: readonly string[] = ['ingress', 'prerouting', 'input', 'forward', 'output', 'postrouting'];

function chainKey(object: JsonObject): string {
  return `${tableOf(object)} ${String(object.chain ?? object.name)}`;
}

function tableOf({family, table}: JsonObject): string {
  return `${String(family)} ${String(table)}`;
}

function isUnwalked({family}: JsonObject): boolean {
  return families[textOf(family) ?? ''] === undefined;
}

function isXtables(statement: Json): boolean {
  return isObject(statement) && 'xt' in statement;
}

function chainOf(chain: JsonObject, rules: readonly JsonObject[], sets: NamedSets): Chain[] {
  const ofFamily = families[textOf(chain.family) ?? ''];
  if (!ofFamily) return []; // arp, bridge
  const hook = textOf(chain.hook);
  return [
    {
      table: tableOf(chain),
      name: String(chain.name),
      families: ofFamily,
      base:
        hook !== undefined && hooks.includes(hook)
          ? {
              hook: hook as Hook,
              priority: Number(chain.prio ?? 0),
              policy: chain.policy === 'drop' ? 'drop' : 'accept',
              devices: chain.dev === undefined ? undefined : [chain.dev].flat().map(String),
            }
          : undefined,
      rules: rules.flatMap(rule => rulesOf(rule, sets)),
    },
  ];
}

/** One; those with a verdict map are one for each of its elements, and those with several statements one for each that does something. */
function rulesOf(rule: JsonObject, sets: NamedSets): Rule[] {
  const words = ruleWords(rule);
  const found: Rule[] = [];
  let matches: readonly Match[] = [];
  for (const statement of listOf(rule.expr).filter(isObject)) {
    const [[kind, value] = ['', null]] = Object.entries(statement);
    if (kind === 'match' && isObject(value)) matches = [...matches, ...matchesOf(value, rule, sets)];
    else if (kind === 'vmap' && isObject(value)) found.push(...mapped(value, matches, words, rule, sets));
    else {
      const condition = conditionOf(kind, value);
      if (condition) matches = [...matches, condition];
      const action = actionOf(kind, value);
      if (action) found.push({words, matches, action});
    }
  }
  return found;
}

/** Traffic as low as a director's own stays within limits. */
function conditionOf(kind: string, value: Json): Match | undefined {
  if (kind === 'limit' || kind === 'ct count')
    return {type: 'fixed', likelihood: isObject(value) && value.inv === true ? 'never' : 'always'};
  if (kind === 'quota' || kind === 'xt' || kind === 'synproxy') return unknownMatch;
  return undefined;
}

function mapped(vmap: JsonObject, matches: readonly Match[], words: string, rule: JsonObject, sets: NamedSets): Rule[] {
  const {key, data} = vmap;
  const isNamed = typeof data === 'string';
  const elements = isNamed ? sets.elements(rule, data) : data === undefined ? undefined : elementsOfMap(data);
  if (!elements || key === undefined) return [{words, matches: [...matches, unknownMatch], action: {type: 'unknown'}}];
  return elements.flatMap(element => {
    const [value, verdict] = listOf(element);
    const [[kind, content] = ['', null]] = isObject(verdict) ? Object.entries(verdict) : [];
    const action = actionOf(kind, content);
    if (value === undefined || !action) return [];
    return [{words, matches: [...matches, ...comparison(key, value, false, rule, sets)], action}];
  });
}

function elementsOfMap(data: Json): readonly Json[] {
  return isObject(data) ? listOf(data.set) : [];
}

function actionOf(kind: string, value: Json): Action | undefined {
  switch (kind) {
    case 'accept':
    case 'drop':
    case 'return':
    case 'continue':
      return {type: kind};
    case 'reject':
      return {type: 'drop'};
    case 'jump':
    case 'goto':
      return {type: kind, chain: isObject(value) ? String(value.target) : ''};
    case 'notrack':
      return {type: 'untrack'};
    case 'masquerade':
    case 'snat':
      return {type: 'translate', part: 'source'};
    case 'dnat':
    case 'redirect':
    case 'tproxy':
      return {type: 'translate', part: 'destination'};
    case 'mangle':
      return isObject(value) ? markOf(value) : undefined;
    case 'queue':
      return {type: 'unknown'};
    default:
      return undefined; // counter, log, and others that let it go on
  }
}

/** `meta mark set 7`, `meta mark set meta mark or 7`. */
function markOf({key, value}: JsonObject): Action | undefined {
  if (!isObject(key) || !isObject(key.meta) || key.meta.key !== 'mark' || value === undefined) return undefined;
  if (typeof value === 'number') return {type: 'mark', value, mask: 0xffffffff};
  const or = isObject(value) && Array.isArray(value['|']) ? bitsOf(elementsOf(value['|'])[1]) : undefined;
  return or === undefined ? {type: 'mark', value: undefined, mask: 0xffffffff} : {type: 'mark', value: or, mask: or};
}
