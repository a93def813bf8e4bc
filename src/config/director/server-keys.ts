import {isMap, isSeq} from 'yaml';
import {type Address, parseAddress} from '../../net/address.js';
import {type Endpoint, parseEndpoint} from '../../net/endpoint.js';
import {longestWait} from '../pools/longest-wait.js';
import {agentRow} from './checks/agent-check.js';
import {checks, spotOfValue} from './checks/check-kind.js';
import type {CheckDraft} from './checks/check-row.js';
import {checkShape} from './checks/schedule-keys.js';
import {forwarding} from './forwarding-keys.js';
import {type Kind, spotOf, wordKind, writtenKind} from './kind.js';
import {choice, listOf, plainName, span, truth, whole} from './kinds.js';
import {poolCommand} from './notice-keys.js';
import {optional, type Shaped, shapeKind, usually, usualOf} from './shape.js';

/** An address, with a port where it has one of its own: 0 for that of the service. */
export const server: Kind<Endpoint> = wordKind('an address such as 10.0.0.11 or 10.0.0.11:80', word => {
  const address: Address | undefined = parseAddress(word);
  return address ? {address, port: 0} : parseEndpoint(word);
});

export const slowStartShape = {
  name: 'slow-start',
  keys: {
    over: usually(span(0, longestWait), 0, '0s', 'the weight grows for so long'),
    steps: usually(whole(1, 1000), 10, '10', 'in so many steps'),
  },
} as const;

type SlowStart = Omit<Shaped<typeof slowStartShape>, 'spot'>;

const slowStart: Kind<SlowStart> = writtenKind<SlowStart>('a duration, or a map of over and steps', {
  word: {
    takes: slowStartShape.keys.over.kind.takes,
    read(spot, text) {
      const over = slowStartShape.keys.over.kind.read(spot, text);
      return over === undefined ? undefined : {over, steps: 10};
    },
  },
  map: shapeKind('a map of over and steps', slowStartShape),
});

/** What may be said of a server, of its service, or of all, where it is the same. */
export const sharedKeys = {
  weight: optional(whole(0, 2_147_483_647), '1', 'the weight; 0: no new connections'),
  forwarding: optional(forwarding, 'masquerading', 'how packets get there'),
  'when-down': optional(choice('remove', 'quiesce'), 'remove', 'it leaves the table, or stays in it with weight 0'),
  'hold-down': optional(span(0, longestWait), '0s', 'it stays out for so long after its checks are up again'),
  'slow-start': optional(slowStart, '0s', 'and then its weight grows for so long'),
  check: optional(shapeKind('a map of every, fall, rise and so on', checkShape), 'as below', 'how often it is checked'),
  checks: optional(checks, 'none', 'what has to be well; without any it is up'),
} as const;

/** Connections at which a server gets no new ones. */
export const connectionsShape = {
  name: 'connections',
  keys: {
    most: usually(whole(0, 4_294_967_295), 0, 'any number', 'so many, and it gets no new ones'),
    again: usually(whole(0, 4_294_967_295), 0, 'three quarters of it', 'until it has fewer than so many'),
  },
} as const;

/** What is run when a server changes. */
export const serverOnShape = {
  name: 'on',
  keys: {
    up: optional(poolCommand, 'nothing', 'run when it comes'),
    down: optional(poolCommand, 'nothing', 'run when it goes'),
  },
} as const;

const agent: Kind<CheckDraft> = {
  takes: 'a port, or a map of port, send and so on',
  read: (spot, text) => agentRow.read(spotOfValue(spot.node, spot.offset), text),
};

export const serverShape = {
  name: 'a server',
  keys: {
    ...sharedKeys,
    connections: optional(shapeKind('a map of most and again', connectionsShape), 'any number', 'how many it may have'),
    agent: optional(agent, 'none', "an agent of HAProxy's agent-check that tells of the weight"),
    off: usually(truth, false, 'false', 'it is never in the table'),
    'depends-on': usually(
      listOf('a list of services, or of services and servers', plainName),
      [],
      'nothing',
      'it is up only as long as these are: `web`, or `web 10.0.0.11:80`',
    ),
    on: optional(shapeKind('a map of up and down', serverOnShape), 'nothing', 'what is run when it comes or goes'),
    mails: usually(truth, true, 'true', 'mails are sent about it'),
  },
} as const;

export type ServerDraft = Shaped<typeof serverShape>;
export interface PlacedServer {
  readonly endpoint: Endpoint;
  readonly value: ServerDraft;
  readonly offset: number;
}

const map: Kind<ServerDraft> = shapeKind('a map of weight, checks and so on', serverShape);

/** A server of which nothing more is said. */
const plain = (offset: number): ServerDraft => ({...usualOf(serverShape), spot: () => offset});

const takes = 'a list of addresses, or a map of addresses';

/** `[10.0.0.11:80, 10.0.0.12:80]`, or `{10.0.0.11:80: {weight: 2}}`. */
export const servers: Kind<readonly PlacedServer[]> = writtenKind(takes, {
  list: {
    takes,
    read(spot, text) {
      const items = isSeq(spot.node) ? spot.node.items.map(item => spotOf(item, spot.offset)) : [];
      return items.flatMap(at => {
        const endpoint = server.read(at, text);
        return endpoint ? [{endpoint, value: plain(at.offset), offset: at.offset}] : [];
      });
    },
  },
  map: {
    takes,
    read(spot, text) {
      return (isMap(spot.node) ? spot.node.items : []).flatMap(pair => {
        const at = spotOf(pair.key, spot.offset);
        const endpoint = server.read(at, text);
        const behind = spotOfValue(pair.value, at.offset);
        const value = behind.node ? map.read(behind, text) : plain(at.offset);
        return endpoint && value ? [{endpoint, value, offset: at.offset}] : [];
      });
    },
  },
});
