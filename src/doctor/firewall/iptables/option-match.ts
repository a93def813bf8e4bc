import {parseAddressRange} from '../address-ranges.js';
import {protocolNumber} from '../protocol-numbers.js';
import {type Match, type NameField, type NumberField, unknownMatch} from '../ruleset.js';
import type {RuleOption} from './option-words.js';

/** What an option asks of a packet (iptables(8), iptables-extensions(8)); undefined where it asks nothing. */
export function optionMatch({name, words, isNegated}: RuleOption): Match | undefined {
  const [word = '', second = ''] = words;
  switch (name) {
    case '-s':
    case '-d':
    case '--src-range':
    case '--dst-range':
      return addresses(name === '-s' || name === '--src-range' ? 'source' : 'destination', word, isNegated);
    case '-i':
      return names('in', [word.replace(/\+$/, '*')], isNegated);
    case '-o':
      return names('out', [word.replace(/\+$/, '*')], isNegated);
    case '-p': {
      const number = word === 'all' ? 0 : protocolNumber(word);
      if (number === 0) return undefined;
      return number === undefined ? unknownMatch : numbers('protocol', [[number, number]], isNegated);
    }
    case '--dport':
    case '--dports':
      return ports('destination-port', word, isNegated);
    case '--sport':
    case '--sports':
      return ports('source-port', word, isNegated);
    case '--ctstate':
    case '--state':
      return names('state', word.toLowerCase().split(','), isNegated);
    case '--mark':
      return mark(word, isNegated);
    case '--tcp-flags':
      return flags(word, second, isNegated);
    case '--dst-type':
      return names('destination-type', word.toLowerCase().split(','), isNegated);
    case '--pkt-type':
      return names('destination-type', [word === 'host' ? 'local' : word], isNegated);
    case '--validmark':
    case '--loose':
      return {type: 'fixed', likelihood: 'always'}; // rpfilter: senders of a network in order have a way back
    case '--hashlimit-above':
    case '--connlimit-above':
    case '--invert':
      return {type: 'fixed', likelihood: 'never'}; // traffic as low as a director's own stays within limits
    default:
      return harmless.has(name) || isSetting(name) ? undefined : unknownMatch;
  }
}

/** Options that are about what happens, or limits that are not reached. */
const harmless: ReadonlySet<string> = new Set([
  '-A',
  '-m',
  '-j',
  '-g',
  '-c',
  '--comment',
  '--limit',
  '--limit-burst',
  '--connlimit-upto',
  '--connlimit-mask',
  '--connlimit-saddr',
  '--connlimit-daddr',
  '--ports',
]);

/** Of targets, and of limits. */
function isSetting(name: string): boolean {
  return /^--(hashlimit|log|nflog|ulog|reject|to|set-x?mark|or-mark|and-mark|xor-mark|save-mark|restore-mark|nfmask|ctmask|set-mss|clamp|random|persistent|notrack|zone|helper|ctevents|queue|gateway|on-port|on-ip|tproxy|add-set|del-set|exist|timeout|set-dscp|set-tos|set-class|checksum|ttl-set|type)(-|$)/.test(
    name,
  );
}

function addresses(field: 'source' | 'destination', text: string, isNegated: boolean): Match {
  const range = parseAddressRange(text);
  return range ? {type: 'address', field, ranges: [range], isNegated} : unknownMatch;
}

function names(field: NameField, list: readonly string[], isNegated: boolean): Match {
  return {type: 'name', field, names: list, isNegated};
}

function numbers(field: NumberField, ranges: readonly (readonly [number, number])[], isNegated: boolean): Match {
  return {type: 'number', field, ranges: ranges.map(([first, last]) => ({first, last})), isNegated};
}

/** `80`, `8000:8100`, `80,443,8000:8100`. */
function ports(field: NumberField, text: string, isNegated: boolean): Match {
  const ranges = text.split(',').map(part => {
    const [first = '', last = first] = part.split(':');
    return [Number(first || 0), Number(last || 65535)] as const;
  });
  return ranges.flat().some(Number.isNaN) ? unknownMatch : numbers(field, ranges, isNegated);
}

/** `0x7`, `0x7/0xff`. */
function mark(text: string, isNegated: boolean): Match {
  const [value, mask] = text.split('/').map(Number);
  if (value === undefined || Number.isNaN(value) || Number.isNaN(mask ?? 0)) return unknownMatch;
  const whole = numbers('mark', [[value, value]], isNegated);
  return mask === undefined || whole.type !== 'number' ? whole : {...whole, mask};
}

function flags(mask: string, set: string, isNegated: boolean): Match {
  const bits = (text: string) => text.split(',').reduce((sum, name) => sum | (flagBits[name] ?? 0), 0);
  const value = bits(set);
  return {type: 'number', field: 'tcp-flags', ranges: [{first: value, last: value}], mask: bits(mask), isNegated};
}

const flagBits: Readonly<Record<string, number>> = {FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32, ALL: 63};
