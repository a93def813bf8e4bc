import {formatAddress} from '../../net/address.js';
import {checkKey} from '../check-key.js';
import type {Check} from '../check.js';
import {advise} from './advice.js';
import {unknownCheck} from './check-state.js';
import {linkDependencies} from './dependencies.js';
import {noEvidence} from './evidence.js';
import type {HealthEvent} from './health-event.js';
import {unknownHost} from './host-state.js';
import {release} from './hosts.js';
import type {CheckRecord, HostRecord, MemberRecord, PoolRecord, Registry} from './records.js';
import type {MemberSettings, PoolSettings} from './settings.js';
import {spread} from './spread.js';
import {startOrStop, stop} from './tries.js';
import type {Turn} from './turn.js';

/** New settings: what has the same name keeps its state, and so does a check that asks the same as often. */
export function configure(turn: Turn, event: Extract<HealthEvent, {type: 'configure'}>): void {
  const {registry} = turn;
  const before: Before = {pools: registry.pools, checks: registry.checks, hosts: registry.hosts};
  for (const host of before.hosts.values()) release(turn, host);
  registry.pools = new Map();
  registry.checks = new Map();
  registry.hosts = new Map();
  registry.seed = event.seed;
  for (const settings of event.pools) setPool(turn, settings, before, event.present.get(settings.name));
  linkDependencies(registry.pools);
  forgetOthers(turn, before);
  for (const check of registry.checks.values()) startOrStop(turn, check);
  for (const pool of registry.pools.values()) {
    for (const member of pool.members.values()) turn.touch(member);
    turn.touchPool(pool);
    turn.plan(pool);
  }
}

type Before = Pick<Registry, 'pools' | 'checks' | 'hosts'>;

function setPool(turn: Turn, settings: PoolSettings, before: Before, present?: ReadonlySet<string>): void {
  const {registry, now} = turn;
  const {name} = settings;
  const pool: PoolRecord = before.pools.get(name) ?? {
    kind: 'pool',
    name,
    settings,
    state: {hasQuorum: false, since: now, isReplaced: false},
    members: new Map(),
    count: 0,
    isDisabled: false,
    dependents: [],
    isTouched: false,
    standing: undefined,
    shown: undefined,
    stale: [],
  };
  const members = new Map<string, MemberRecord>();
  pool.settings = settings;
  pool.standing = undefined;
  pool.shown = undefined;
  pool.stale = [];
  for (const one of settings.members) {
    const member = pool.members.get(one.name) ?? newMember(turn, pool, one, present?.has(one.name) === true);
    member.settings = one;
    member.index = members.size;
    member.standing = undefined;
    member.checks = checksOf(turn, member, before);
    members.set(one.name, member);
  }
  for (const [old, member] of pool.members) {
    if (members.has(old)) continue;
    registry.deadlines.set(member, undefined);
    pool.count -= member.counted;
  }
  pool.members = members;
  registry.pools.set(name, pool);
}

function newMember({now}: Turn, pool: PoolRecord, settings: MemberSettings, isTrusted: boolean): MemberRecord {
  return {
    kind: 'member',
    pool,
    name: settings.name,
    index: 0,
    settings,
    state: {phase: 'unproven', since: now, isTrusted},
    checks: [],
    isDisabled: pool.isDisabled,
    evidence: noEvidence,
    advices: [],
    advised: advise(settings.weight, []),
    place: {type: 'as-is'},
    counted: 0,
    dependsOn: [],
    dependents: [],
    waitsFor: undefined,
    isTouched: false,
    standing: undefined,
    dueAt: undefined,
    slot: 0,
  };
}

function checksOf(turn: Turn, member: MemberRecord, before: Before): readonly CheckRecord[] {
  const found = new Set(member.settings.checks.map(check => takeCheck(turn, check, before)));
  for (const check of found) {
    check.holders.push(member);
    if (!member.isDisabled) check.users++;
  }
  return [...found];
}

function takeCheck(turn: Turn, check: Check, before: Before): CheckRecord {
  const {registry, now} = turn;
  const key = checkKey(check);
  const taken = registry.checks.get(key);
  if (taken) return taken;
  const record: CheckRecord = before.checks.get(key) ?? {
    kind: 'check',
    key,
    check,
    share: spread(registry.seed, key),
    state: unknownCheck(now),
    triedAt: undefined,
    holders: [],
    users: 0,
    host: undefined,
    isPutOff: false,
    isDiscounted: false,
    isDoubtful: false,
    dueAt: undefined,
    slot: 0,
  };
  record.holders = [];
  record.users = 0;
  record.host = hostOf(registry, record, before);
  registry.checks.set(key, record);
  return record;
}

/** Where its probe goes; programs and files go nowhere. */
function hostOf({hosts}: Registry, record: CheckRecord, before: Before): HostRecord | undefined {
  const {probe} = record.check;
  if (!('target' in probe)) return undefined;
  const name = formatAddress(probe.target.address);
  let host = hosts.get(name);
  if (!host) {
    host = before.hosts.get(name) ?? newHost(name);
    host.checks = [];
    hosts.set(name, host);
  }
  host.checks.push(record);
  return host;
}

function newHost(name: string): HostRecord {
  const nothing = {checks: [], waiting: [], tellsAt: undefined, dueAt: undefined, slot: 0};
  return {kind: 'host', name, state: unknownHost, ...nothing};
}

function forgetOthers(turn: Turn, before: Before): void {
  const {registry} = turn;
  for (const [key, check] of before.checks) if (!registry.checks.has(key)) stop(turn, check);
  for (const [name, host] of before.hosts) {
    if (registry.hosts.has(name)) continue;
    registry.deadlines.set(host, undefined);
    host.checks = [];
    host.state = {...unknownHost, isAsked: host.state.isAsked, askedAt: host.state.askedAt};
    if (host.state.isAsked) registry.hosts.set(name, host); // its answer is still to come
  }
  for (const [name, pool] of before.pools)
    if (!registry.pools.has(name))
      for (const member of pool.members.values()) registry.deadlines.set(member, undefined);
}
