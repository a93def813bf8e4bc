import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Packet} from '../../../src/doctor/firewall/packet.js';
import {parseAddress} from '../../../src/net/address.js';

/** What nft 1.0.6 and iptables-save 1.8.9 printed of rules that were loaded into a kernel. */
export function recorded(name: string): string {
  return readFileSync(join('test/doctor/firewall/recorded', name), 'utf8');
}

const protocols: Readonly<Record<string, number>> = {tcp: 6, udp: 17, vrrp: 112, icmpv6: 58};

/** `tcp from 10.9.0.1 to 10.0.0.1:80 in eth0 state established mark 7`; what is left out is unknown, new, unmarked. */
export function packet(text: string): Packet {
  const [protocol = '', ...words] = text.split(' ');
  const given = new Map(words.flatMap((word, i) => (i % 2 === 0 ? [[word, words[i + 1] ?? ''] as const] : [])));
  const [source, sourcePort] = endpoint(given.get('from'));
  const [destination, destinationPort] = endpoint(given.get('to'));
  const isMulticast = given.get('to')?.startsWith('224.') === true;
  return {
    family: destination?.family ?? source?.family ?? 'ipv4',
    protocol: protocols[protocol] as number,
    source,
    destination,
    sourcePort,
    destinationPort,
    in: given.get('in'),
    out: given.get('out'),
    state: (given.get('state') ?? 'new') as Packet['state'],
    tcpFlags: protocol === 'tcp' ? 2 : 0,
    mark: Number(given.get('mark') ?? 0),
    destinationType: isMulticast ? 'multicast' : 'local',
  };
}

function endpoint(text: string | undefined) {
  if (text === undefined) return [undefined, undefined] as const;
  const isWhole = parseAddress(text);
  const at = text.lastIndexOf(':');
  if (isWhole) return [isWhole, undefined] as const;
  return [parseAddress(text.slice(0, at)), Number(text.slice(at + 1))] as const;
}
