import {hostNetmask, familyOfService, type ServiceId} from '../../ipvs/service.js';
import {parseServicePattern} from '../../ipvs/service-text.js';
import {tcp} from '../../ipvs/protocol.js';
import {parseIpv4} from '../../net/address.js';
import {type Kind, wordKind, writtenKind} from './kind.js';
import {choice, listOf, plainName, truth, whole} from './kinds.js';
import {mailAddresses, poolCommand} from './notice-keys.js';
import {server, servers, sharedKeys} from './server-keys.js';
import {forwarding} from './forwarding-keys.js';
import {type NamedAll, namedKind, optional, required, type Shaped, shapeKind, usually} from './shape.js';

/** `tcp/10.0.0.1:80`, `10.0.0.1:80`, `udp/[2001:db8::1]:53`, `fwmark/7`, `fwmark6/7`; without a port: all of them. */
export function parseService(word: string): ServiceId | undefined {
  const pattern = parseServicePattern(word);
  if (pattern?.type !== 'address') return pattern;
  return {type: 'address', protocol: pattern.protocol ?? tcp, address: pattern.address, port: pattern.port ?? 0};
}

const service: Kind<ServiceId> = wordKind('a service such as 10.0.0.1:80, udp/10.0.0.1:53 or fwmark/7', parseService);

const services: Kind<readonly ServiceId[]> = writtenKind(
  'a service such as 10.0.0.1:80, udp/10.0.0.1:53 or fwmark/7, or a list of them',
  {
    word: {
      takes: service.takes,
      read(spot, text) {
        const found = service.read(spot, text);
        return found && [found];
      },
    },
    list: listOf('a list of services', service),
  },
);

export const persistenceShape = {
  name: 'persistence',
  keys: {
    timeout: usually(whole(0, 2_678_400), 300, '300', 'seconds that a client stays with its server; 0: it does not'),
    netmask: optional(
      wordKind('a netmask such as 255.255.255.0, or a prefix length of IPv6', word => {
        const value = /^\d{1,3}$/.test(word) ? Number(word) : parseIpv4(word)?.value;
        return value === undefined || (/^\d+$/.test(word) && (value < 1 || value > 128)) ? undefined : {value, isMask: word.includes('.')};
      }),
      'each by itself',
      'which clients count as one',
    ),
    engine: usually(wordKind('a name', word => (/^[\w-]{1,15}$/.test(word) ? word : undefined)), '', 'none', 'the persistence engine: sip'),
  },
} as const; // biome-ignore format: a table

type Persistence = Omit<Shaped<typeof persistenceShape>, 'spot'>;

const persistence: Kind<Persistence> = writtenKind<Persistence>('seconds, or a map of timeout, netmask and engine', {
  word: {
    takes: persistenceShape.keys.timeout.kind.takes,
    read(spot, text) {
      const timeout = persistenceShape.keys.timeout.kind.read(spot, text);
      return timeout === undefined ? undefined : {timeout, netmask: undefined, engine: ''};
    },
  },
  map: shapeKind('a map of timeout, netmask and engine', persistenceShape),
});

export const quorumShape = {
  name: 'quorum',
  keys: {
    'at-least': usually(whole(0, 4_294_967_295), 1, '1', 'there have to be so many'),
    hysteresis: usually(whole(0, 4_294_967_295), 0, '0', 'so many less for it to go, and so many more for it to come'),
    counts: usually(choice('servers', 'weights'), 'servers', 'servers', 'what is counted'),
    up: optional(poolCommand, 'nothing', 'run when it comes'),
    down: optional(poolCommand, 'nothing', 'run when it goes'),
    'at-end': usually(truth, false, 'false', 'the commands of a service and its servers are run when the director stops, too'),
  },
} as const; // biome-ignore format: a table

type Quorum = Omit<Shaped<typeof quorumShape>, 'spot'>;

export const usualQuorum: Quorum = {
  'at-least': 1,
  hysteresis: 0,
  counts: 'servers',
  up: undefined,
  down: undefined,
  'at-end': false,
};

const quorum: Kind<Quorum> = writtenKind<Quorum>('a number of servers, or a map of at-least, hysteresis and so on', {
  word: {
    takes: quorumShape.keys['at-least'].kind.takes,
    read(spot, text) {
      const least = quorumShape.keys['at-least'].kind.read(spot, text);
      return least === undefined ? undefined : {...usualQuorum, 'at-least': least};
    },
  },
  map: shapeKind('a map of at-least, hysteresis and so on', quorumShape),
});

export const sorryShape = {
  name: 'sorry',
  keys: {
    server: required(server, 'its address'),
    forwarding: optional(forwarding, 'as the servers', 'how packets get there'),
    'when-idle': usually(choice('remove', 'quiesce'), 'remove', 'remove', 'it leaves the table, or stays in it with weight 0'),
  },
} as const; // biome-ignore format: a table

type Sorry = Omit<Shaped<typeof sorryShape>, 'spot'>;

const sorry: Kind<Sorry> = writtenKind<Sorry>(
  'an address such as 10.0.0.9:80, or a map of server, forwarding and when-idle',
  {
    word: {
      takes: server.takes,
      read(spot, text) {
        const found = server.read(spot, text);
        return found && {server: found, forwarding: undefined, 'when-idle': 'remove'};
      },
    },
    map: shapeKind('a map of server, forwarding and when-idle', sorryShape),
  },
);

/** A virtual service, or several with the same real servers. */
export const serviceShape = {
  name: 'a service',
  keys: {
    at: optional(services, 'its name', 'where it is: protocol, address and port, or a firewall mark'),
    scheduler: usually(wordKind('the name of a scheduler', word => (/^[a-z0-9_]{1,15}$/.test(word) ? word : undefined)), 'wlc', 'wlc', 'how servers are chosen'),
    'scheduler-flags': usually(listOf('a list of 1, 2 and 3', choice(1, 2, 3)), [], 'none', 'as ipvsadm has them: sh-fallback and mh-fallback are 1, sh-port and mh-port are 2'),
    'one-packet': usually(truth, false, 'false', 'each packet is by itself; of UDP only'),
    persistence: optional(persistence, 'none', 'clients stay with their server'),
    servers: usually(servers, [], 'none', 'the real servers'),
    ...sharedKeys,
    quorum: usually(quorum, usualQuorum, '1', 'what there has to be for clients to be served by them'),
    sorry: optional(sorry, 'none', 'who serves clients as long as the quorum is not there'),
    mail: usually(mailAddresses, [], 'as notices have it', 'who gets mails about it'),
  },
} as const; // biome-ignore format: a table

export type ServiceDraft = Shaped<typeof serviceShape>;

export const servicesKind: Kind<NamedAll<ServiceDraft>> = namedKind(
  'a map of services',
  plainName,
  shapeKind('a map of at, servers, checks and so on', serviceShape),
);

/** What holds for all services, where they say nothing. */
export const defaultsShape = {name: 'defaults', keys: sharedKeys} as const;

export function netmaskOf({netmask}: Persistence, id: ServiceId): number | undefined {
  const family = familyOfService(id);
  if (!netmask) return hostNetmask(family);
  return netmask.isMask === (family === 'ipv4') ? netmask.value : undefined;
}
