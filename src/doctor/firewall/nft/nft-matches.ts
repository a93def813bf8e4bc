import {protocolNumber} from '../protocol-numbers.js';
import {type Match, type NameField, type NumberField, unknownMatch} from '../ruleset.js';
import type {NamedSets} from './named-sets.js';
import {isObject, type Json, type JsonObject, listOf, textOf} from './nft-json.js';
import {addressRanges, bitsOf, elementsOf, names, numberRanges} from './nft-values.js';

/** What a rule compares, with what that implies of the packet. */
interface Compared {
  readonly kind:
    | {readonly type: 'number'; readonly field: NumberField}
    | {readonly type: 'address'; readonly field: 'source' | 'destination'}
    | {readonly type: 'name'; readonly field: NameField}
    | {readonly type: 'unknown'};
  readonly implied: readonly Match[];
}

/** What a match statement asks. @param rule whose table the sets are of */
export function matchesOf(statement: JsonObject, rule: JsonObject, sets: NamedSets): readonly Match[] {
  const {left, right, op} = statement;
  if (left === undefined || right === undefined) return [unknownMatch];
  const isNegated = op === '!=';
  if (!['==', '!=', 'in'].includes(textOf(op) ?? '==')) return orderMatch(left, right, textOf(op) as string);
  return comparison(left, right, isNegated, rule, sets);
}

/** What `left` is one of `right` asks. */
export function comparison(
  left: Json,
  right: Json,
  isNegated: boolean,
  rule: JsonObject,
  sets: NamedSets,
): readonly Match[] {
  const values = typeof right === 'string' && right.startsWith('@') ? sets.elements(rule, right) : elementsOf(right);
  if (isObject(left) && Array.isArray(left.concat)) {
    if (!values) return [untold(comparedBy((left.concat as readonly Json[])[0] ?? null).kind)];
    const parts = left.concat as readonly Json[];
    return [
      {
        type: 'either',
        isNegated,
        alternatives: values.flatMap(elementsOf).map(value => {
          const list = isObject(value) ? listOf(value.concat) : [];
          return parts.flatMap((part, i) => comparison(part, list[i] ?? null, false, rule, sets));
        }),
      },
    ];
  }
  if (isSourceCheck(left)) return [{type: 'fixed', likelihood: right === false ? 'never' : 'always'}];
  const masked = isObject(left) && Array.isArray(left['&']) ? (left['&'] as readonly Json[]) : undefined;
  const {kind, implied} = comparedBy(masked?.[0] ?? left);
  const mask = masked && bitsOf(masked[1]);
  if (masked && mask === undefined) return [...implied, unknownMatch];
  const flat = values?.flatMap(elementsOf);
  return [...implied, flat ? matchOf(kind, flat, mask, isNegated) : untold(kind)];
}

/** A set that changes by itself: of senders it holds some. */
function untold(kind: Compared['kind']): Match {
  return {type: 'fixed', likelihood: kind.type === 'address' && kind.field === 'source' ? 'some' : 'unknown'};
}

function matchOf(kind: Compared['kind'], values: readonly Json[], mask: number | undefined, isNegated: boolean): Match {
  if (kind.type === 'number') {
    const whole = kind.field === 'tcp-flags' ? bitsOf(values) : undefined;
    const ranges = whole === undefined ? numberRanges(kind.field, values) : [{first: whole, last: whole}];
    return ranges ? {...kind, ranges, isNegated, ...(mask === undefined ? {} : {mask})} : unknownMatch;
  }
  if (mask !== undefined) return unknownMatch;
  if (kind.type === 'address') {
    const ranges = addressRanges(values);
    return ranges ? {...kind, ranges, isNegated} : unknownMatch;
  }
  const list = kind.type === 'name' ? names(values) : undefined;
  return kind.type === 'name' && list
    ? {...kind, names: list.map(name => alias[name] ?? name), isNegated}
    : unknownMatch;
}

/** `tcp dport < 1024`. */
function orderMatch(left: Json, right: Json, operator: string): readonly Match[] {
  const {kind, implied} = comparedBy(left);
  const ends = {'<': [0, -1], '<=': [0, 0], '>': [1, 0], '>=': [0, 0]}[operator];
  if (kind.type !== 'number' || typeof right !== 'number' || !ends) return [...implied, unknownMatch];
  const range = operator.startsWith('<')
    ? {first: 0, last: right + (ends[1] as number)}
    : {first: right + (ends[0] as number), last: 0xffffffff};
  return [...implied, {...kind, ranges: [range], isNegated: false}];
}

/** Reverse path filters: senders of a network in order have a way back. */
function isSourceCheck(left: Json): boolean {
  return isObject(left) && isObject(left.fib) && listOf(left.fib.flags).includes('saddr') && left.fib.result !== 'type';
}

function comparedBy(left: Json): Compared {
  if (!isObject(left)) return unknown;
  if (isObject(left.meta)) return metaFields[textOf(left.meta.key) ?? ''] ?? unknown;
  if (isObject(left.ct) && left.ct.key === 'state') return {kind: {type: 'name', field: 'state'}, implied: []};
  if (isObject(left.fib) && left.fib.result === 'type' && listOf(left.fib.flags).includes('daddr'))
    return {kind: {type: 'name', field: 'destination-type'}, implied: []};
  if (!isObject(left.payload)) return unknown;
  return payloadField(textOf(left.payload.protocol) ?? '', textOf(left.payload.field) ?? '');
}

const unknown: Compared = {kind: {type: 'unknown'}, implied: []};

const metaFields: Readonly<Record<string, Compared>> = {
  l4proto: number('protocol'),
  nfproto: name('family'),
  protocol: name('family'),
  mark: number('mark'),
  iifname: name('in'),
  iif: name('in'),
  oifname: name('out'),
  oif: name('out'),
  pkttype: name('destination-type'),
};

/** What nft calls otherwise. */
const alias: Readonly<Record<string, string>> = {ip: 'ipv4', ip6: 'ipv6', host: 'local'};

function payloadField(protocol: string, field: string): Compared {
  const family = protocol === 'ip' ? 'ipv4' : protocol === 'ip6' ? 'ipv6' : undefined;
  if (family) {
    const implied: readonly Match[] = [{type: 'name', field: 'family', names: [family], isNegated: false}];
    if (field === 'saddr') return {kind: {type: 'address', field: 'source'}, implied};
    if (field === 'daddr') return {kind: {type: 'address', field: 'destination'}, implied};
    if (field === 'protocol' || field === 'nexthdr') return {kind: {type: 'number', field: 'protocol'}, implied};
    return {kind: {type: 'unknown'}, implied};
  }
  const number = protocolNumber(protocol);
  const implied: readonly Match[] =
    number === undefined
      ? []
      : [{type: 'number', field: 'protocol', ranges: [{first: number, last: number}], isNegated: false}];
  if (field === 'sport') return {kind: {type: 'number', field: 'source-port'}, implied};
  if (field === 'dport') return {kind: {type: 'number', field: 'destination-port'}, implied};
  if (protocol === 'tcp' && field === 'flags') return {kind: {type: 'number', field: 'tcp-flags'}, implied};
  return {kind: {type: 'unknown'}, implied};
}

function number(field: NumberField): Compared {
  return {kind: {type: 'number', field}, implied: []};
}

function name(field: NameField): Compared {
  return {kind: {type: 'name', field}, implied: []};
}
