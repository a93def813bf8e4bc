import assert from 'node:assert/strict';
import type {Milliseconds} from '../../../../src/vrrp/intervals.js';
import type {Model} from './model.js';
import type {ModelHost} from './model-host.js';
import type {Unit} from './plan-site.js';
import {tell} from './disturb.js';
import {isHeld, isMaster, mayBeMaster, partsOf, preempts, priorityOf} from './rest.js';

/** A master at rest leaves, and nothing else happens: how soon there is another. */
export function depart(model: Model): void {
  const unit = model.dice.pick(model.site.units);
  const part = model.dice.pick(partsOf(model, unit) ?? [[]]);
  const master = part.find(host => isMaster(host, unit));
  const others = part.filter(host => host !== master && mayBeMaster(host, unit));
  if (!master || others.length === 0) return;
  const [word, way] = model.dice.pick(ways);
  model.trace(`${model.now} host ${master.plan.index}, master of ${unit.routers.join()}, ${word}`);
  way(model, unit, master, others);
}

type Way = (model: Model, unit: Unit, master: ModelHost, others: readonly ModelHost[]) => void;

const ways: readonly (readonly [string, Way])[] = [
  ['crashes', crash],
  ['says goodbye', sayGoodbye],
  ['hands over', handOver],
  ['is weighted down', lower],
  ['stays, and a backup stalls', stallBackup],
];

function crash(model: Model, unit: Unit, master: ModelHost, others: readonly ModelHost[]): void {
  model.act(master, () => master.crash());
  expectAnother(model, unit, others, unit.down);
}

/** RFC 9568 §6.4.2: after Skew_Time, which is less than an interval. */
function sayGoodbye(model: Model, unit: Unit, master: ModelHost, others: readonly ModelHost[]): void {
  model.act(master, () => {
    for (const {name} of model.site.virtualRouters) master.step({type: 'shutdown', router: name}, model.now);
    master.crash();
  });
  expectAnother(model, unit, others, unit.skew);
}

function expectAnother(model: Model, unit: Unit, others: readonly ModelHost[], within: Milliseconds): void {
  model.run(model.now + model.latency + within);
  assert.ok(
    others.some(host => isMaster(host, unit)),
    `nobody is master of ${unit.routers.join(', ')} after ${within} ms`,
  );
}

/** Without any wait: the request, its answer, the goodbye. */
function handOver(model: Model, unit: Unit, master: ModelHost, others: readonly ModelHost[]): void {
  const to = model.dice.pick(others);
  model.ask(master, to, model.dice.pick(unit.routers));
  model.run(model.now + 3 * model.latency);
  assert.ok(isMaster(to, unit) && !isMaster(master, unit), `host ${to.plan.index} has not taken over`);
}

/** Its advertisements are discarded from then on (RFC 9568 §6.4.2), so that its time runs out. */
function lower(model: Model, unit: Unit, master: ModelHost, others: readonly ModelHost[]): void {
  if (isHeld(master, unit) || !others.some(host => preempts(host, unit) && priorityOf(host, unit) > 1)) return;
  tell(model, master, unit.routers, {priority: 1});
  const delay = unit.preemptDelay > 0 ? unit.preemptDelay + unit.longest : 0;
  expectAnother(model, unit, others, unit.down + delay);
}

/** It does not take its own sleep for the master's silence. */
function stallBackup(model: Model, unit: Unit, _master: ModelHost, others: readonly ModelHost[]): void {
  const {transitions} = model;
  model.stall(model.dice.pick(others), unit.down, true);
  model.run(model.now + 2 * unit.down);
  const isMasterOfAnother = model.site.units.length > 1; // which others take over meanwhile
  assert.ok(isMasterOfAnother || model.transitions === transitions, 'a backup that stalled takes over');
}
