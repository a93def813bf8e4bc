import type {Family} from '../../net/address.js';
import type {ChecksumCoverage} from '../../vrrp/advertisement.js';
import {
  noNotify,
  noTracking,
  type NotifySettings,
  type RouterConfiguration,
  type RouterSettings,
  type SyncSettings,
  type Tracked,
  type TrackingSettings,
} from '../../vrrp/router/configuration.js';
import {familyOf} from './check-router.js';
import {announceShape, type DirectorDraft} from './director-keys.js';
import type {onShape} from './notify-keys.js';
import type {RouterDraft} from './router-keys.js';
import {type Named, type Shaped, usualOf} from './shape.js';
import type {PlacedTracked, trackShape} from './tracking-keys.js';

/** What a file comes to, with what is not written as it usually is. */
export function configurationOf(draft: DirectorDraft): RouterConfiguration {
  const announce = draft.announce ?? usualOf(announceShape);
  return {
    routers: draft.routers.entries.map(router => routerOf(router, announce, draft.notify?.priorities ?? false)),
    groups: draft.groups.entries.map(({name, value: {members, track, on}}) => ({
      name,
      members,
      tracking: trackingOf(track),
      notify: notifyOf(on),
    })),
    scripts: draft.scripts.entries.map(({name, value}) => ({
      name,
      command: value.run,
      user: value.user,
      interval: value.every,
      timeout: value.timeout,
      rise: value.rise,
      fall: value.fall,
      isDownAtFirst: value['down-at-first'],
    })),
    files: draft.files.entries.map(({name, value: {file, initial, overwrite}}) => ({
      name,
      file,
      initial: initial === undefined ? undefined : {value: initial, overwrites: overwrite},
    })),
    processes: draft.processes.entries.map(({name, value}) => ({
      name,
      process: value.name,
      quorum: value['at-least'],
      mostQuorum: value['at-most'],
    })),
    notify: toldOfAll(draft),
    sync: syncOf(draft),
    announcements: {rate: announce.rate, isMinimal: false},
  };
}

type Announce = Omit<Shaped<typeof announceShape>, 'spot'>;

function routerOf(
  {name, value: draft}: Named<RouterDraft>,
  announce: Announce,
  isPriorityTold: boolean,
): RouterSettings {
  const family = familyOf(draft);
  return {
    name,
    interface: draft.interface,
    virtualRouter: draft.id,
    family,
    priority: draft.priority,
    rules: {
      version: draft.version,
      interval: draft.interval,
      silentIntervals: draft['silent-intervals'],
      preempts: draft.preempt,
      preemptDelay: draft['preempt-delay'],
      answersLower: draft['answer-lower'],
      announcing: {again: announce.again, refresh: announce.refresh, rival: announce.rival ?? announce.again},
    },
    addresses: draft.addresses.map(({own}) => own),
    excluded: draft.excluded.map(({own}) => own),
    accepts: draft.accept,
    authentication: draft.password ? {type: 'password', password: draft.password} : {type: 'none'},
    checksums: checksumsOf(draft, family),
    unicast: draft.peers && {
      peers: draft.peers.map(peer => ({
        address: peer.address,
        minimumHopLimit: peer['min-ttl'],
        maximumHopLimit: peer['max-ttl'],
      })),
      hopLimit: draft.ttl,
    },
    multicastGroup: draft.group,
    ignoresAddressLists: false,
    source: draft.source,
    copies: {
      master: announce.copies,
      refresh: announce['refresh-copies'],
      rival: announce['rival-copies'] ?? announce.copies,
    },
    tracking: trackingOf(draft.track),
    notify: {...notifyOf(draft.on), isDeletionTold: true, isPriorityTold},
  };
}

/** All readings are taken, so that a peer may have either. */
function checksumsOf({version, checksum, peers}: RouterDraft, family: Family): readonly ChecksumCoverage[] {
  if (version === 2 || family === 'ipv6') return ['pseudo-header'];
  const all: readonly ChecksumCoverage[] = [
    'pseudo-header',
    'message',
    ...(peers ? (['multicast-pseudo-header'] as const) : []),
  ];
  return [checksum, ...all.filter(each => each !== checksum)];
}

function trackingOf(track: Shaped<typeof trackShape> | undefined): TrackingSettings {
  if (!track) return noTracking;
  const plain = (all: readonly PlacedTracked[]): readonly Tracked[] =>
    all.map(({name, weight, isReversed}) => ({name, weight, isReversed}));
  return {
    interfaces: plain(track.interfaces),
    scripts: plain(track.scripts),
    files: plain(track.files),
    processes: plain(track.processes),
  };
}

function notifyOf(on: Shaped<typeof onShape> | undefined): NotifySettings {
  if (!on) return noNotify;
  const {spot: _, ...commands} = on;
  return {...noNotify, ...commands};
}

function toldOfAll({notify}: DirectorDraft): NotifySettings {
  if (!notify) return noNotify;
  const {run, user, fifo} = notify;
  return {...noNotify, any: run && {command: run, user}, fifo};
}

function syncOf({sync, routers, groups}: DirectorDraft): SyncSettings | undefined {
  if (!sync) return undefined;
  const first = groups.entries.find(({name}) => name === sync.follows)?.value.members[0] ?? sync.follows;
  return {
    interface: sync.interface,
    router: sync.follows,
    syncId: sync.id ?? routers.entries.find(({name}) => name === first)?.value.id ?? 0,
    maximumLength: sync['max-length'],
    group: sync.group,
    port: sync.port,
    ttl: sync.ttl,
  };
}
