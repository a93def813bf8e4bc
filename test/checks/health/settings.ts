import assert from 'node:assert/strict';
import type {Check} from '../../../src/checks/check.js';
import type {MemberSettings, PoolSettings} from '../../../src/checks/health/settings.js';
import type {Probe} from '../../../src/checks/probe/probe.js';
import {parseAddress} from '../../../src/net/address.js';

export interface CheckChoice {
  readonly interval?: number;
  readonly fall?: number;
  readonly rise?: number;
  readonly retry?: number;
  readonly warmup?: number;
  readonly alpha?: number;
  readonly tells?: number;
}

/** @param what a port, `agent` or `command` */
export function checkOf(host: string, what: string, choice: CheckChoice = {}): Check {
  return {
    probe: probeOf(host, what),
    schedule: {
      interval: choice.interval ?? 1000,
      fall: choice.fall ?? 1,
      rise: choice.rise ?? 1,
      retryDelay: choice.retry ?? 200,
      warmup: choice.warmup ?? 0,
      startsDown: choice.alpha === 1,
      tellsAllFailures: choice.tells === 1,
    },
  };
}

export function memberOf(
  name: string,
  choice: Readonly<Record<string, number | string>> | Partial<MemberSettings> = {},
  more: Partial<MemberSettings> = {},
): MemberSettings {
  const given = choice as Readonly<Record<string, number | string>>;
  const number = (key: string, usual: number) => Number(given[key] ?? usual);
  return {
    name,
    host: address(name.split(':')[0]!),
    weight: number('weight', 1),
    checks: [],
    isOff: given.off === 1,
    whenDown: given.down === 'quiesce' ? 'quiesce' : 'remove',
    holdDown: number('hold', 0),
    slowStart: {over: number('slow', 0), steps: number('steps', 4)},
    dependsOn: [],
    ...more,
  };
}

export function poolOf(
  name: string,
  given: Readonly<Record<string, number | string>> = {},
  members: readonly MemberSettings[] = [],
): PoolSettings {
  return {
    name,
    quorum: Number(given.quorum ?? 1),
    hysteresis: Number(given.hysteresis ?? 0),
    quorumCounts: given.counts === 'servers' ? 'servers' : 'weights',
    sorry: given.sorry === undefined ? undefined : {inhibits: given.sorry === 'inhibits'},
    members,
  };
}

function probeOf(host: string, what: string): Probe {
  if (what === 'command')
    return {type: 'command', command: ['/check', host], user: undefined, timeout: 1000, isDynamic: true};
  const target = {address: address(host), port: what === 'agent' ? 9000 : Number(what)};
  const connecting = {target, limits: {connect: 1000, silence: 1000, whole: 1000}};
  return what === 'agent' ? {type: 'agent', send: '', ...connecting} : {type: 'tcp', ...connecting};
}

function address(text: string) {
  const found = parseAddress(text);
  assert.ok(found, text);
  return found;
}
