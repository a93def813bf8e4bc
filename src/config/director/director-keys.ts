import {type Kind, wordKind, writtenKind} from './kind.js';
import {parseEndpoint} from '../../net/endpoint.js';
import {address, choice, linkName, path, plainName, span, whole} from './kinds.js';
import {noticesShape} from './notice-keys.js';
import {notifyShape} from './notify-keys.js';
import {groupKind, routerShape} from './router-keys.js';
import {type NamedAll, namedKind, optional, required, type Shaped, shapeKind, usually} from './shape.js';
import {defaultsShape, servicesKind} from './service-keys.js';
import {fileShape, processShape, scriptShape} from './tracking-keys.js';

/** Connection synchronization. */
export const syncShape = {
  name: 'sync',
  keys: {
    interface: required(linkName, 'the link it goes over'),
    follows: required(plainName, 'the router or the group whose master sends'),
    id: optional(whole(0, 255), 'the id of the router', 'the sync id: who receives has the same, or 0'),
    'max-length': optional(whole(1, 65_507), "the kernel's", 'of its packets, in bytes'),
    group: optional(address, '224.0.0.81', 'the multicast group'),
    port: optional(whole(1, 65_535), '8848', 'its UDP port'),
    ttl: optional(whole(1, 255), '1', 'its TTL or hop limit'),
  },
} as const;

/** How addresses are told to the neighbours: gratuitous ARP and unsolicited neighbour advertisements. */
export const announceShape = {
  name: 'announce',
  keys: {
    copies: usually(whole(1, 100), 5, '5', 'packets for an address when its router becomes master'),
    again: usually(span(0, 86_400_000), 5000, '5s', 'and once more after so long; 0: not'),
    refresh: usually(span(0, 86_400_000), 0, '0s', 'and from then on, as long as it is master; 0: not'),
    'refresh-copies': usually(whole(1, 100), 1, '1', 'packets for an address then'),
    rival: optional(span(0, 86_400_000), 'as again', 'at most so often because of a master of lower priority'),
    'rival-copies': optional(whole(0, 100), 'as copies', 'packets for an address then; 0: none'),
    rate: optional(whole(1, 100_000), 'as fast as goes', 'packets a second on a link at most'),
  },
} as const;

const file: Kind<Shaped<typeof fileShape>> = writtenKind('a path, or a map of file, initial and overwrite', {
  word: {
    takes: path.takes,
    read(spot, text) {
      const found = path.read(spot, text);
      return found === undefined
        ? undefined
        : {file: found, initial: undefined, overwrite: false, spot: () => spot.offset};
    },
  },
  map: shapeKind('a map of file, initial and overwrite', fileShape),
});

const endpoint = wordKind('an address and a port such as 127.0.0.1:9099', word => {
  const found = parseEndpoint(word);
  return found && found.port > 0 ? found : undefined;
});

const empty: NamedAll<never> = {entries: [], names: []};
const none = [empty, 'none'] as const;

/** The file. */
export const directorShape = {
  name: 'this file',
  keys: {
    routers: usually(
      namedKind('a map of routers', plainName, shapeKind('a map of interface, id, addresses and so on', routerShape)),
      ...none,
      'the virtual routers, by name; there is at least one, or a service',
    ),
    groups: usually(
      namedKind('a map of groups', plainName, groupKind),
      ...none,
      'routers that are master together or not at all, by name',
    ),
    scripts: usually(
      namedKind('a map of scripts', plainName, shapeKind('a map of run, every and so on', scriptShape)),
      ...none,
      'programs that routers depend on, by name',
    ),
    files: usually(namedKind('a map of files', plainName, file), ...none, 'files with a number in them, by name'),
    processes: usually(
      namedKind('a map of processes', plainName, shapeKind('a map of name, at-least and at-most', processShape)),
      ...none,
      'processes that routers depend on, by name',
    ),
    notify: optional(
      shapeKind('a map of run, user, fifo and priorities', notifyShape),
      'nobody',
      'who is told of every transition',
    ),
    sync: optional(
      shapeKind('a map of interface, follows and so on', syncShape),
      'none',
      'connection synchronization that follows a router',
    ),
    announce: optional(
      shapeKind('a map of copies, again and so on', announceShape),
      'as below',
      'how addresses are told to the neighbours',
    ),
    services: usually(servicesKind, ...none, 'the virtual services, by name, or by what they are'),
    defaults: optional(
      shapeKind('a map of weight, forwarding, checks and so on', defaultsShape),
      'as below',
      'what holds for all services that say nothing else',
    ),
    notices: optional(
      shapeKind('a map of window, mail, command and so on', noticesShape),
      'nobody',
      'who is told what happens to real servers',
    ),
    'on-stop': usually(
      choice('clear', 'leave'),
      'clear',
      'clear',
      'what becomes of the services in the kernel when the director stops',
    ),
    'maintenance-folder': optional(path, 'none', 'a file in it that is named for a server keeps that out'),
    metrics: optional(endpoint, 'nowhere', 'where `/metrics` is answered: an address of this host, and a port'),
  },
} as const;

export type DirectorDraft = Shaped<typeof directorShape>;
