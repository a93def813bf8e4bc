import assert from 'node:assert/strict';
import {latenessIn, mostDelay} from './disturb.js';
import type {Model} from './model.js';
import type {ModelHost} from './model-host.js';
import type {Unit} from './plan-site.js';

/** Nothing happens any more: what the protocol promises then, and when. */
export function rest(model: Model): void {
  const {site} = model;
  const undisturbed = model.now + mostDelay + latenessIn(site); // what was late has come by then
  const dueOf = (unit: Unit) => undisturbed + unit.down;
  const watch = () => {
    for (const unit of site.units) if (model.now >= dueOf(unit)) checkSomebody(model, unit);
  };
  for (const unit of site.units.toSorted((a, b) => a.down - b.down)) model.run(dueOf(unit), watch);
  const most = Math.max(...site.units.map(({down, preemptDelay, longest}) => 2 * down + preemptDelay + 4 * longest));
  const chain = site.units.every(unit => partsOf(model, unit)) ? 1 : model.hosts.length;
  model.run(undisturbed + chain * most, watch);
  for (const unit of site.units) checkNobodyBesides(model, unit);
  const {transitions} = model;
  model.run(model.now + 2 * site.longest);
  assert.equal(model.transitions, transitions, 'it never comes to rest');
}

/** Where there is somebody who may be master, somebody is. */
function checkSomebody(model: Model, unit: Unit): void {
  for (const part of partsOf(model, unit) ?? [])
    if (part.some(host => mayBeMaster(host, unit)))
      assert.ok(
        part.some(host => isMaster(host, unit)),
        `nobody is master of ${unit.routers.join(', ')}`,
      );
}

function checkNobodyBesides(model: Model, unit: Unit): void {
  const masters = model.hosts.filter(host => isMaster(host, unit));
  const segments = new Set(unit.routers.map(name => model.site.virtualRouters.find(one => one.name === name)!.segment));
  for (const segment of segments) {
    const parts = model.parts[segment]!;
    for (const one of masters)
      for (const other of masters)
        assert.ok(
          one === other || parts[one.plan.index] !== parts[other.plan.index],
          `hosts ${one.plan.index} and ${other.plan.index} are master of ${unit.routers.join(', ')}`,
        );
  }
  for (const part of partsOf(model, unit) ?? []) {
    const master = part.find(host => isMaster(host, unit));
    for (const host of part)
      if (master && mayBeMaster(host, unit) && preempts(host, unit))
        assert.ok(
          priorityOf(host, unit) <= priorityOf(master, unit),
          `host ${host.plan.index} does not preempt host ${master.plan.index} of ${unit.routers.join(', ')}`,
        );
  }
}

/** Who hears whom; undefined where the segments of a sync group disagree about it. */
export function partsOf({hosts, parts, site}: Model, {routers}: Unit): readonly (readonly ModelHost[])[] | undefined {
  const [labels, ...others] = routers.map(name => parts[site.virtualRouters.find(one => one.name === name)!.segment]!);
  if (others.some(other => other.join() !== labels!.join())) return undefined;
  return [...new Set(labels)].map(label => hosts.filter(({plan}) => labels![plan.index] === label));
}

export function isMaster(host: ModelHost, {routers}: Unit): boolean {
  return routers.every(name => host.isMaster(name));
}

export function mayBeMaster(host: ModelHost, unit: Unit): boolean {
  if (!host.routers) return false;
  const hasFault = unit.routers.some(name => host.circumstances.get(name)!.faults.length > 0);
  return !hasFault && holdOf(host, unit) !== 'backup';
}

export function isHeld(host: ModelHost, unit: Unit): boolean {
  return holdOf(host, unit) !== undefined;
}

function holdOf(host: ModelHost, {routers}: Unit): 'master' | 'backup' | undefined {
  return routers.map(name => host.circumstances.get(name)!.hold).find(hold => hold !== undefined);
}

export function priorityOf(host: ModelHost, unit: Unit): number {
  const {priority} = host.circumstances.get(unit.routers[0]!)!;
  return holdOf(host, unit) === 'master' ? Math.max(priority, 254) : priority;
}

export function preempts(host: ModelHost, unit: Unit): boolean {
  const [name] = unit.routers;
  return host.plan.rules.get(name!)!.preempts || priorityOf(host, unit) === 255 || holdOf(host, unit) === 'master';
}
