import {addressKey, type Family} from '../../net/address.js';
import {masterDownInterval, type Milliseconds} from '../intervals.js';
import type {Daemon} from '../observer/daemons.js';
import type {SeenLink} from '../observer/network.js';
import {findSegment, type Observation, type Router, type Segment} from '../observer/observation.js';
import {isOverdue, type Speaker} from '../observer/speaker.js';
import type {Told} from '../observer/told.js';
import {type BrokenLink, brokenLinksOf} from './broken-link.js';
import type {DaemonReport, Hold, Knowledge} from './knowledge.js';
import type {WantedInstance} from './wanted-instance.js';

/** One virtual router, and all that is known about it, brought together. */
export interface Subject {
  readonly wanted: WantedInstance | undefined;
  readonly interface: string;
  readonly family: Family;
  readonly virtualRouter: number;
  readonly link: SeenLink | undefined;
  readonly brokenLink: BrokenLink | undefined;
  readonly segment: Segment | undefined;
  readonly router: Router | undefined;
  /** Other hosts' speakers. */
  readonly others: readonly Speaker[];
  /** This host's, where its own advertisements are heard. */
  readonly own: Speaker | undefined;
  readonly daemon: Daemon | undefined;
  /** Of the FIFO, by the process that runs now. */
  readonly told: Told | undefined;
  readonly report: DaemonReport | undefined;
  readonly hold: Hold | undefined;
}

/** The wanted ones in their order, then what else is heard. */
export function subjectsOf(knowledge: Knowledge): readonly Subject[] {
  const {observation} = knowledge;
  const indexes = new Map([...observation.network.links.values()].map(({link}) => [link.name, link.index]));
  const broken = brokenLinksOf(knowledge.wanted, observation.network);
  const mine = new Set<Router>();
  const subjects = knowledge.wanted.map(wanted => {
    const index = indexes.get(wanted.interface);
    const segment = index === undefined ? undefined : findSegment(observation, index, wanted.family);
    const routers = routersOf(observation, segment, wanted);
    for (const router of routers) mine.add(router);
    return wantedSubject(knowledge, wanted, index, segment, routers, broken.get(wanted));
  });
  const heard: Subject[] = [];
  for (const segment of observation.segments.values())
    for (const router of segment.routers.values())
      if (!mine.has(router)) heard.push(heardSubject(observation, segment, router));
  return [...subjects, ...heard];
}

/** Unicast may come in by any interface. */
function routersOf(observation: Observation, segment: Segment | undefined, wanted: WantedInstance): readonly Router[] {
  const segments = wanted.unicastPeers ? observation.segments.values() : segment ? [segment] : [];
  return [...segments].flatMap(({family, routers}) => {
    const router = family === wanted.family ? routers.get(wanted.virtualRouter) : undefined;
    return router ? [router] : [];
  });
}

function wantedSubject(
  {observation, reports, holds}: Knowledge,
  wanted: WantedInstance,
  index: number | undefined,
  segment: Segment | undefined,
  routers: readonly Router[],
  brokenLink: BrokenLink | undefined,
): Subject {
  const daemon = observation.daemons.get(wanted.daemon);
  const told = observation.instances.get(wanted.name);
  const isVoid = daemon?.replacedAt !== undefined && (told?.at ?? Number.NEGATIVE_INFINITY) < daemon.replacedAt;
  const report = reports?.find(
    ({instance, daemon: teller}) => instance === wanted.name && (teller ?? wanted.daemon) === wanted.daemon,
  );
  const [first] = routers;
  return {
    wanted,
    interface: wanted.interface,
    family: wanted.family,
    virtualRouter: wanted.virtualRouter,
    link: index === undefined ? undefined : observation.network.links.get(index),
    brokenLink,
    segment,
    router: segment?.routers.get(wanted.virtualRouter) ?? first,
    ...speakersOf(observation, routers, wanted),
    daemon,
    told: isVoid ? undefined : told,
    report: report && report.readAt >= (daemon?.replacedAt ?? report.readAt) ? report : undefined,
    hold: holds?.find(({instance}) => instance === wanted.name),
  };
}

function heardSubject(observation: Observation, segment: Segment, router: Router): Subject {
  const link = observation.network.links.get(segment.interface);
  return {
    wanted: undefined,
    interface: link?.link.name ?? String(segment.interface),
    family: segment.family,
    virtualRouter: router.virtualRouter,
    link,
    brokenLink: undefined,
    segment,
    router,
    ...speakersOf(observation, [router]),
    daemon: undefined,
    told: undefined,
    report: undefined,
    hold: undefined,
  };
}

/** NB: one that speaks from a virtual address is its owner (priority 255), and another host: our own packets do not come back. */
function speakersOf(
  observation: Observation,
  routers: readonly Router[],
  wanted?: WantedInstance,
): Pick<Subject, 'others' | 'own'> {
  const speakers = routers.flatMap(router => [...router.speakers.values()]);
  const virtual = new Set(wanted?.addresses.map(({address}) => addressKey(address)));
  const isOwn = ({source}: Speaker) => {
    const key = addressKey(source);
    return observation.network.addresses.has(key) && !virtual.has(key);
  };
  return {others: speakers.filter(speaker => !isOwn(speaker)), own: speakers.find(isOwn)};
}

/** Those that are master, as far as is heard. */
export function mastersOf(speakers: readonly Speaker[], now: Milliseconds): readonly Speaker[] {
  return speakers.filter(speaker => speaker.state === 'speaking' && !isOverdue(speaker, now));
}

/**
 * How long after another one has begun a master may still be heard once without being a second one: whoever yields may
 * have been about to speak, and a director says so with an advertisement.
 */
export function crossingOf(interval: Milliseconds): Milliseconds {
  return Math.min(100, 0.5 * interval);
}

/** Between two advertisements: as the master says it, else as it is wanted. */
export function intervalOf({wanted, router, others}: Subject): Milliseconds {
  const holder = router?.holder && router.speakers.get(addressKey(router.holder.source));
  const last = holder ?? others.toSorted((a, b) => b.lastSeen - a.lastSeen)[0];
  return last?.interval ?? wanted?.interval ?? 1000;
}

/** How long a backup of this priority waits; unless told, of the lowest. */
export function masterDownOf(subject: Subject, priority = 1): Milliseconds {
  const version = subject.wanted?.version ?? subject.others[0]?.version ?? 3;
  return masterDownInterval(version, priority, intervalOf(subject));
}

/**
 * How long nobody was master, as far as is heard and we listened; undefined where we do not. While this host had the
 * addresses it was not silent: its own voice does not come back to it.
 */
export function quietOf(
  {segment, others, wanted}: Subject,
  observation: Observation,
  now: Milliseconds,
): Milliseconds | undefined {
  const since = wanted?.unicastPeers
    ? [...observation.segments.values()].find(({family}) => family === wanted.family)?.attentiveSince
    : segment?.attentiveSince;
  if (since === undefined) return undefined;
  const heardAt = others.reduce((latest, {lastSeen}) => Math.max(latest, lastSeen), since);
  return now - Math.max(heardAt, wanted ? gaveUpAt(wanted, observation) : heardAt);
}

/** When the last of the addresses went away. */
function gaveUpAt({addresses}: WantedInstance, {network}: Observation): Milliseconds {
  const times = addresses.map(({address}) => network.removals.get(addressKey(address))?.at);
  return Math.max(...times.map(at => at ?? Number.NEGATIVE_INFINITY));
}
