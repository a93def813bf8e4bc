import {type Address, formatAddress, parseAddress} from '../../../net/address.js';
import type {Field} from '../store/field.js';
import {decodeScene, encodeScene, type Scene} from './scenes.js';

/** Clients that come to a service, over and over: what the state file keeps under "traffic". */
export interface Workload {
  readonly sources: Source[];
  /** What happens to the site meanwhile. */
  readonly scenes: readonly Scene[];
}

/** Clients of one service. */
export interface Source {
  readonly protocol: number;
  readonly virtual: Address;
  readonly port: number;
  /** The firewall mark of their packets; 0 for none. */
  readonly fwmark: number;
  /** The first client's address; the others follow it. */
  readonly firstClient: Address;
  readonly clients: number;
  /** How many source ports they use one after the other. */
  readonly ports: number;
  readonly ratePerSecond: number;
  /** Requests in a connection, on average. */
  readonly requests: number;
  /** Between two of them, on average. */
  readonly pauseSeconds: number;
  readonly requestBytes: number;
  readonly replyBytes: number;
  /** Of all connections: what is reset, what never gets beyond its first packet, and what falls silent. */
  readonly resets: number;
  readonly abandoned: number;
  readonly silent: number;
  /** State of its random numbers; it begins as the seed. */
  random: number;
  /** When the next client comes, milliseconds. */
  nextAt: number;
  /** How many have come. */
  count: number;
}

/** What a connection will still do. */
export interface Script {
  step: 'handshake' | 'request' | 'closing' | 'closed';
  /** When, milliseconds. */
  at: number;
  requestsLeft: number;
  readonly pause: number;
  readonly requestBytes: number;
  readonly replyBytes: number;
  readonly ending: Ending;
}

export const endings = ['client', 'server', 'reset', 'silence'] as const;
export type Ending = (typeof endings)[number];
export const steps = ['handshake', 'request', 'closing', 'closed'] as const;

export function encodeWorkload({sources, scenes}: Workload): unknown {
  return {
    ...(scenes.length > 0 && {scenes: scenes.map(encodeScene)}),
    sources: sources.map(source => ({
      ...source,
      virtual: formatAddress(source.virtual),
      firstClient: formatAddress(source.firstClient),
    })),
  };
}

export function decodeWorkload(field: Field): Workload | undefined {
  if (field.isAbsent) return undefined;
  const scenes = field.get('scenes');
  return {
    sources: field.get('sources').list().map(decodeSource),
    scenes: scenes.isAbsent ? [] : scenes.list().map(decodeScene),
  };
}

function decodeSource(field: Field): Source {
  const whole = (name: string, least = 0, most = 0xffffffff) => field.get(name).integer(least, most);
  const address = (name: string) => field.get(name).parsed(parseAddress, 'an address');
  return {
    protocol: whole('protocol', 0, 255),
    virtual: address('virtual'),
    port: whole('port', 0, 65535),
    fwmark: whole('fwmark'),
    firstClient: address('firstClient'),
    clients: whole('clients', 1, 65536),
    ports: whole('ports', 1, 32768),
    ratePerSecond: field.get('ratePerSecond').number(0.001, 10_000),
    requests: field.get('requests').number(0, 1000),
    pauseSeconds: field.get('pauseSeconds').number(0, 3600),
    requestBytes: whole('requestBytes', 0, 2 ** 30),
    replyBytes: whole('replyBytes', 0, 2 ** 30),
    resets: field.get('resets').number(0, 1),
    abandoned: field.get('abandoned').number(0, 1),
    silent: field.get('silent').number(0, 1),
    random: whole('random'),
    nextAt: field.get('nextAt').time(),
    count: whole('count', 0, Number.MAX_SAFE_INTEGER),
  };
}
