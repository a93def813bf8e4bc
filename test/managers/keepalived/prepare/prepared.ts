import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {carryOutPrepare, type PrepareOutcome} from '../../../../src/managers/keepalived/prepare/carry-out-prepare.js';
import {type PreparePlan, planPrepare} from '../../../../src/managers/keepalived/prepare/plan-prepare.js';
import type {Machine} from '../../../../src/managers/machine.js';
import {namespacesMissing} from '../../../kernel/rtnetlink/namespace.js';
import {Bench} from './bench.js';

/** Why keepalived cannot be tried here, or false. */
export function keepalivedMissing(): string | false {
  return namespacesMissing() || (existsSync('/usr/sbin/keepalived') ? false : 'keepalived is not installed');
}

/** Hosts that are removed together. */
export class Benches {
  readonly #all: Bench[] = [];

  readonly make = (wrap?: (machine: Machine) => Machine): Bench => {
    const bench = new Bench(wrap);
    this.#all.push(bench);
    return bench;
  };

  async remove(): Promise<void> {
    for (const bench of this.#all) await bench.remove();
  }
}

/** Prepares what nothing speaks against. */
export async function prepare(
  bench: Bench,
  isUndo = false,
  wantsEvents = false,
): Promise<[PreparePlan, PrepareOutcome]> {
  const plan = await planPrepare(bench.world, bench.target(), {isUndo, wantsEvents});
  assert.deepEqual(plan.objections, []);
  return [plan, await carryOutPrepare(bench.world, plan, () => {})];
}
