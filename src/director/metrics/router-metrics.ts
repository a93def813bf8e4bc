import type {DirectorState, ProcessState, RouterState} from '../protocol/director-state.js';
import {type Metric, type MetricRow, metricsOf} from './metric.js';

const ofRouters: readonly MetricRow<RouterState>[] = [
  {
    name: 'lvsctl_router_master',
    help: 'Whether this host is master of a virtual router.',
    type: 'gauge',
    value: ({state}) => Number(state === 'master'),
  },
  {
    name: 'lvsctl_router_fault',
    help: 'Whether it is in fault: nothing it depends on is to be down.',
    type: 'gauge',
    value: ({state}) => Number(state === 'fault'),
  },
  {
    name: 'lvsctl_router_state_since_seconds',
    help: 'When it entered its state, in seconds since 1970.',
    type: 'gauge',
    value: ({since}) => since / 1000,
  },
  {
    name: 'lvsctl_router_priority',
    help: 'Its priority, with what is tracked.',
    type: 'gauge',
    value: ({priority}) => priority,
  },
  {
    name: 'lvsctl_router_held',
    help: 'Whether an operator keeps it master or backup.',
    type: 'gauge',
    value: ({hold}) => Number(hold !== undefined),
  },
  {
    name: 'lvsctl_router_rivals',
    help: 'Others that say they are master too.',
    type: 'gauge',
    value: ({rivals}) => rivals.length,
  },
];

const ofProcesses: readonly MetricRow<ProcessState>[] = [
  {
    name: 'lvsctl_process_running',
    help: 'Whether a process of the director runs, and answers.',
    type: 'gauge',
    value: ({state}) => Number(state === 'running'),
  },
  {
    name: 'lvsctl_process_restarts_total',
    help: 'How often it was started again.',
    type: 'counter',
    value: ({restarts}) => restarts,
  },
];

/** The virtual routers and processes of a director, in numbers. */
export function routerMetrics({routers, processes, version, startedAt}: DirectorState): readonly Metric[] {
  const counters = routers.flatMap(router =>
    Object.entries(router.counters).map(([name, value]) => [[...routerValues(router), name], value] as const),
  );
  const labels = ['router', 'interface', 'virtual_router', 'family'];
  return [
    {
      name: 'lvsctl_director_info',
      help: 'The version of the director.',
      type: 'gauge',
      labels: ['version'],
      samples: [[[version], 1]],
    },
    {
      name: 'lvsctl_director_start_seconds',
      help: 'When it was started, in seconds since 1970.',
      type: 'gauge',
      labels: [],
      samples: [[[], startedAt / 1000]],
    },
    ...metricsOf(ofRouters, labels, routers, routerValues),
    {
      name: 'lvsctl_router_events_total',
      help: 'What has happened to a virtual router, by kind.',
      type: 'counter',
      labels: [...labels, 'event'],
      samples: counters,
    },
    ...metricsOf(ofProcesses, ['process'], processes, ({name}) => [name]),
  ];
}

function routerValues({name, interface: link, virtualRouter, family}: RouterState): readonly string[] {
  return [name, link, String(virtualRouter), family];
}
