import type {Member} from '../router/routers.js';
import {advertisedPriority} from '../router/router.js';
import type {LocalRouter} from './local-router.js';
import type {RouterStatus} from './speaker-report.js';

/** @param present how many of its addresses this host has */
export function routerStatus(local: LocalRouter, {router, effective}: Member, present: number): RouterStatus {
  return {
    name: local.name,
    router: router.state,
    since: local.since,
    cause: local.cause,
    basePriority: local.settings.priority,
    priority: effective.priority,
    advertisedPriority: advertisedPriority(effective),
    adjustments: local.adjustments,
    faults: effective.faults,
    hold: effective.hold,
    master: router.state === 'backup' ? router.master : undefined,
    rivals: router.state === 'master' ? router.rivals.filter(({isRepeated}) => isRepeated) : [],
    masterDownAt: router.state === 'backup' ? router.masterDownAt : undefined,
    source: local.source,
    present,
    strays: router.state === 'master' ? [] : local.strays.map(({address, prefixLength}) => ({address, prefixLength})),
    counters: local.counters.plain,
  };
}
