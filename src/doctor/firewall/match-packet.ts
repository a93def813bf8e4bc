import {compareAddresses} from '../../net/address.js';
import type {Packet} from './packet.js';
import type {Likelihood, Match, NameField, NumberField} from './ruleset.js';

/** How often all of these hold for a packet of this kind. */
export function likelihoodOf(matches: readonly Match[], packet: Packet): Likelihood {
  return matches.map(match => ofMatch(match, packet)).reduce(both, 'always');
}

/** Of two that have to hold together. */
export function both(a: Likelihood, b: Likelihood): Likelihood {
  return order.find(one => one === a || one === b) as Likelihood;
}

const order: readonly Likelihood[] = ['never', 'unknown', 'some', 'always'];

function ofMatch(match: Match, packet: Packet): Likelihood {
  switch (match.type) {
    case 'fixed':
      return match.likelihood;
    case 'either': {
      const found = match.alternatives.map(each => likelihoodOf(each, packet));
      return negatedIf(match.isNegated, found.reduce(either, 'never'));
    }
    case 'number':
      return ofNumber(match, packet);
    case 'address':
      return ofAddress(match, packet);
    case 'name':
      return ofName(match, packet);
  }
}

function either(a: Likelihood, b: Likelihood): Likelihood {
  return order.findLast(one => one === a || one === b) as Likelihood;
}

function negatedIf(isNegated: boolean, likelihood: Likelihood): Likelihood {
  if (!isNegated) return likelihood;
  return likelihood === 'always' ? 'never' : likelihood === 'never' ? 'always' : likelihood;
}

function ofNumber({field, ranges, mask, isNegated}: Extract<Match, {type: 'number'}>, packet: Packet): Likelihood {
  if (field.endsWith('port') && !withPorts.includes(packet.protocol)) return 'never';
  if (field === 'tcp-flags' && packet.protocol !== tcp) return 'never';
  const value = numberOf(field, packet);
  if (value === undefined) {
    const isAny = ranges.some(({first, last}) => first === 0 && last >= 65535);
    return isAny ? negatedIf(isNegated, 'always') : field === 'source-port' ? 'some' : 'unknown';
  }
  const seen = mask === undefined ? value : (value & mask) >>> 0;
  const holds = ranges.some(({first, last}) => first <= seen && seen <= last);
  return holds === isNegated ? 'never' : 'always';
}

const tcp = 6;
/** TCP, UDP, DCCP, SCTP, UDP-Lite. */
const withPorts: readonly number[] = [tcp, 17, 33, 132, 136];

function numberOf(field: NumberField, packet: Packet): number | undefined {
  switch (field) {
    case 'protocol':
      return packet.protocol;
    case 'source-port':
      return packet.sourcePort;
    case 'destination-port':
      return packet.destinationPort;
    case 'mark':
      return packet.mark;
    case 'tcp-flags':
      return packet.tcpFlags;
  }
}

function ofAddress({field, ranges, isNegated}: Extract<Match, {type: 'address'}>, packet: Packet): Likelihood {
  const ofFamily = ranges.filter(({first}) => first.family === packet.family);
  const value = field === 'source' ? packet.source : packet.destination;
  if (!value) {
    const whole = ofFamily.some(({first, last}) => isEverything(first) === 'first' && isEverything(last) !== 'none');
    return whole ? negatedIf(isNegated, 'always') : ofFamily.length === 0 ? negatedIf(isNegated, 'never') : 'some';
  }
  const holds = ofFamily.some(
    ({first, last}) => compareAddresses(first, value) <= 0 && compareAddresses(value, last) <= 0,
  );
  return holds === isNegated ? 'never' : 'always';
}

function isEverything(address: Packet['source'] & object): 'first' | 'last' | 'none' {
  const words = address.family === 'ipv4' ? [address.value] : address.words;
  if (words.every(word => word === 0)) return 'first';
  return words.every(word => word === 0xffffffff) ? 'last' : 'none';
}

function ofName({field, names, isNegated}: Extract<Match, {type: 'name'}>, packet: Packet): Likelihood {
  const value = nameOf(field, packet);
  if (value !== undefined) {
    const holds = names.some(name => (name.endsWith('*') ? value.startsWith(name.slice(0, -1)) : name === value));
    return holds === isNegated ? 'never' : 'always';
  }
  if (names.includes('*')) return negatedIf(isNegated, 'always');
  return names.every(name => name === 'lo') ? negatedIf(isNegated, 'never') : 'some'; // nobody else sends over loopback
}

function nameOf(field: NameField, packet: Packet): string | undefined {
  switch (field) {
    case 'in':
      return packet.in;
    case 'out':
      return packet.out;
    case 'state':
      return packet.state;
    case 'family':
      return packet.family;
    case 'destination-type':
      return packet.destinationType;
  }
}
