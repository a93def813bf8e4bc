import {formatAddress} from '../../net/address.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import type {
  AnnouncementSettings,
  NotifySettings,
  RouterConfiguration,
  SyncSettings,
  TrackedFile,
  TrackedProcess,
  TrackedScript,
} from '../../vrrp/router/configuration.js';
import {compare, type Facts, introduce} from './facts.js';
import {formatSpan} from './kinds.js';
import {commandText, groupFacts, notifyFacts, routerFacts} from './router-facts.js';

/**
 * What a reload changes, a line each in plain words: `router web: priority 100 → 90`, `router web: + address
 * 10.0.0.7/32`, `+ router new: …`, `- router old`. Passwords are not shown. None where nothing is different.
 */
export function formatRouterDifference(before: RouterConfiguration, after: RouterConfiguration): readonly string[] {
  return [
    ...named('router', before.routers, after.routers, routerFacts),
    ...named('group', before.groups, after.groups, groupFacts),
    ...named('script', before.scripts, after.scripts, scriptFacts),
    ...named('file', before.files, after.files, fileFacts),
    ...named('process', before.processes, after.processes, processFacts),
    ...compare('notify', before, after, allFacts),
    ...optional('sync', before.sync, after.sync, syncFacts),
    ...compare('announcements', before.announcements, after.announcements, announcementFacts),
  ].map(escapeControls);
}

function named<T extends {readonly name: string}>(
  kind: string,
  before: readonly T[],
  after: readonly T[],
  facts: Facts<T>,
): readonly string[] {
  const was = new Map(before.map(each => [each.name, each]));
  const is = new Set(after.map(({name}) => name));
  return [
    ...before.filter(({name}) => !is.has(name)).map(({name}) => `- ${kind} ${name}`),
    ...after.flatMap(each => optional(`${kind} ${each.name}`, was.get(each.name), each, facts)),
  ];
}

function optional<T>(name: string, before: T | undefined, after: T | undefined, facts: Facts<T>): readonly string[] {
  if (before && after) return compare(name, before, after, facts);
  return after ? introduce(name, after, facts) : before ? [`- ${name}`] : [];
}

const scriptFacts: Facts<TrackedScript> = {
  facts: [
    {label: 'runs', say: commandText},
    {label: 'every', say: ({interval}) => formatSpan(interval)},
    {label: 'timeout', say: ({timeout}) => formatSpan(timeout), usual: '0s'},
    {label: 'rise', say: ({rise}) => String(rise), usual: '1'},
    {label: 'fall', say: ({fall}) => String(fall), usual: '1'},
    {label: 'at first', say: ({isDownAtFirst}) => (isDownAtFirst ? 'bad' : 'unknown'), usual: 'unknown'},
  ],
  lists: [],
};

const fileFacts: Facts<TrackedFile> = {
  facts: [
    {label: 'path', say: ({file}) => file},
    {
      label: 'initially',
      say: ({initial}) => (initial ? `${initial.value}${initial.overwrites ? ' whatever is there' : ''}` : 'as it is'),
      usual: 'as it is',
    },
  ],
  lists: [],
};

const processFacts: Facts<TrackedProcess> = {
  facts: [
    {label: 'named', say: ({process}) => process},
    {label: 'at least', say: ({quorum}) => String(quorum), usual: '1'},
    {label: 'at most', say: ({mostQuorum}) => String(mostQuorum ?? 'any'), usual: 'any'},
  ],
  lists: [],
};

const allFacts: Facts<{readonly notify: NotifySettings}> = {
  facts: [...notifyFacts, {label: 'fifo', say: ({notify}) => notify.fifo ?? 'none', usual: 'none'}],
  lists: [],
};

const syncFacts: Facts<SyncSettings> = {
  facts: [
    {label: 'interface', say: each => each.interface},
    {label: 'follows', say: each => each.router},
    {label: 'id', say: each => String(each.syncId)},
    {label: 'max length', say: each => String(each.maximumLength ?? 'usual'), usual: 'usual'},
    {label: 'group', say: ({group}) => (group ? formatAddress(group) : 'usual'), usual: 'usual'},
    {label: 'port', say: each => String(each.port ?? 'usual'), usual: 'usual'},
    {label: 'ttl', say: each => String(each.ttl ?? 'usual'), usual: 'usual'},
  ],
  lists: [],
};

const announcementFacts: Facts<AnnouncementSettings> = {
  facts: [
    {label: 'packets a second', say: ({rate}) => String(rate ?? 'any'), usual: 'any'},
    {label: 'minimal', say: ({isMinimal}) => (isMinimal ? 'yes' : 'no'), usual: 'no'},
  ],
  lists: [],
};
