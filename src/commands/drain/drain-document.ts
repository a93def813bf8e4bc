import {forwardingName} from '../../ipvs/forwarding.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import type {JournalChange} from '../../maintenance/journal/journal-entry.js';
import {formatJournalChange} from '../../maintenance/journal/format-journal-change.js';
import type {DrainedDestination} from '../../maintenance/drain/drain-record.js';
import type {DrainPlan} from '../../maintenance/drain/drain-plan.js';
import {remaining} from '../../maintenance/drain/progress.js';
import type {LeftConnections, WaitEvent} from '../../maintenance/drain/wait-for-drain.js';
import {formatAddress} from '../../net/address.js';
import type {Document} from '../output/structured.js';

const schema = 'lvsctl.drain/1';

export function planDocument(plan: DrainPlan, changes: readonly JournalChange[], notes: readonly string[]): Document {
  const {record, guards} = plan;
  return {
    schema,
    event: 'planned',
    target: record.target,
    services: record.services,
    realServers: plan.record.destinations.map(serverDocument),
    commands: changes.map(formatJournalChange),
    guards,
    notes,
  };
}

export function serverDocument({service, destination, owner}: DrainedDestination) {
  return {
    service: formatServiceId(service),
    address: formatAddress(destination.address),
    port: destination.port,
    forwarding: forwardingName(destination.forwarding),
    weight: destination.weight,
    owner: owner ?? null,
  };
}

export function waitDocument(event: WaitEvent, until: number): Document {
  switch (event.type) {
    case 'progress': {
      const {progress, left} = event;
      const more = remaining(progress, until);
      return {
        schema,
        event: 'progress',
        left: leftDocument(left),
        most: progress.most,
        endingPerSecond: progress.endingPerSecond ?? null,
        remainingSeconds: more === undefined ? null : Math.round(more / 1000),
      };
    }
    case 'empty':
      return {schema, event: 'empty', gone: event.isGone, realServer: serverDocument(event.drained)};
    case 'put back':
      return {
        schema,
        event: 'put-back',
        realServers: event.putBack.map(({drained, weight}) => ({...serverDocument(drained), weightFound: weight})),
        problems: event.problems,
      };
  }
}

export function leftDocument({active, inactive, persistent}: LeftConnections) {
  return {connections: active + inactive + persistent, active, inactive, templates: persistent};
}

export function resultDocument(result: string, exitStatus: number, words: readonly string[]): Document {
  return {schema, event: 'result', result, exitStatus, words};
}
