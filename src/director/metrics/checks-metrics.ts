import type {CheckedCheck, CheckedPool, CheckedServer, ChecksReport} from '../protocol/checks-report.js';
import {type Metric, type MetricRow, metricsOf} from './metric.js';

const ofPools: readonly MetricRow<CheckedPool>[] = [
  {
    name: 'lvsctl_pool_quorum',
    help: 'Whether a virtual service has its quorum.',
    type: 'gauge',
    value: ({quorum}) => quorum && Number(quorum.isThere),
  },
  {
    name: 'lvsctl_pool_quorum_count',
    help: 'What counts towards the quorum: weights or servers that are up.',
    type: 'gauge',
    value: ({quorum}) => quorum?.count,
  },
  {
    name: 'lvsctl_pool_sorry_serving',
    help: 'Whether the sorry server has the clients.',
    type: 'gauge',
    value: ({sorry}) => (sorry === 'none' ? undefined : Number(sorry === 'serving')),
  },
];

interface OfPool<T> {
  readonly pool: CheckedPool;
  readonly server: CheckedServer;
  readonly of: T;
}

const ofServers: readonly MetricRow<OfPool<CheckedServer>>[] = [
  {
    name: 'lvsctl_server_up',
    help: 'Whether the checks of a real server say that it works; no sample while that is not known.',
    type: 'gauge',
    value: ({of: {state}}) => (state === 'unknown' || state === 'off' ? undefined : Number(state !== 'down')),
  },
  {
    name: 'lvsctl_server_state_since_seconds',
    help: 'When it became so, in seconds since 1970.',
    type: 'gauge',
    value: ({of: {since}}) => since && since / 1000,
  },
  {
    name: 'lvsctl_server_wanted_weight',
    help: 'The weight that its checks give it; no sample where it is not to be in the table.',
    type: 'gauge',
    value: ({of: {weight}}) => weight,
  },
  {
    name: 'lvsctl_server_taken_by_operator',
    help: 'Whether an operator has drained it, changed it by hand or switched its checks off.',
    type: 'gauge',
    value: ({of: {operator, state}}) => Number(operator !== undefined || state === 'disabled'),
  },
];

const ofChecks: readonly MetricRow<OfPool<CheckedCheck>>[] = [
  {
    name: 'lvsctl_check_up',
    help: 'Whether a check says that it works; no sample while that is not known.',
    type: 'gauge',
    value: ({of: {state}}) => (state === 'unknown' ? undefined : Number(state === 'up')),
  },
  {
    name: 'lvsctl_check_latency_seconds',
    help: 'How long the last try took.',
    type: 'gauge',
    value: ({of: {latency}}) => (latency === undefined ? undefined : latency / 1000),
  },
  {
    name: 'lvsctl_check_last_try_seconds',
    help: 'When the last try ended, in seconds since 1970.',
    type: 'gauge',
    value: ({of: {lastAt}}) => (lastAt === undefined ? undefined : lastAt / 1000),
  },
];

const serverLabels = ['pool', 'server_address', 'server_port'] as const;

/** How virtual services and their real servers are, in numbers. */
export function checksMetrics({pools}: ChecksReport): readonly Metric[] {
  const servers = pools.flatMap(pool => pool.servers.map(server => ({pool, server, of: server})));
  const checks = servers.flatMap(({pool, server}) => server.checks.map(check => ({pool, server, of: check})));
  return [
    ...metricsOf(ofPools, ['pool'], pools, ({name}) => [name]),
    ...metricsOf(ofServers, serverLabels, servers, serverValues),
    ...metricsOf(ofChecks, [...serverLabels, 'check'], checks, one => [...serverValues(one), one.of.name]),
  ];
}

function serverValues({pool, server}: OfPool<unknown>): readonly string[] {
  return [pool.name, server.address, String(server.port)];
}
