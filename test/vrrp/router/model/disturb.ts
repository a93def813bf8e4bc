import type {Milliseconds} from '../../../../src/vrrp/intervals.js';
import type {Circumstances} from '../../../../src/vrrp/router/router.js';
import {calm, type Model} from './model.js';
import type {ModelHost} from './model-host.js';
import {priorities, type Site} from './plan-site.js';

export const mostDelay: Milliseconds = 50;

/** A while of bad weather, and of what befalls hosts in it. Who crashed or has a fault may stay so, and so may partitions. */
export function disturb(model: Model): void {
  const {dice, site} = model;
  model.weather = {
    loss: dice.pick([0, 0, 0.05, 0.3, 0.8]),
    duplication: dice.pick([0, 0, 0.2]),
    mostDelay: dice.pick([undefined, 1, 5, mostDelay]),
    lateness: dice.pick([0, 0, 0, 1, latenessIn(site)]),
  };
  model.trace(`${model.now} weather ${JSON.stringify(model.weather)}`);
  const end = model.now + (3 + dice.below(20)) * site.longest;
  const span = end - model.now;
  const times = Array.from({length: 1 + dice.below(7)}, () => model.now + dice.below(span));
  for (const at of times.sort((a, b) => a - b)) {
    model.run(at);
    const [word, action] = dice.pick(disasters);
    const host = dice.pick(model.hosts);
    model.trace(`${model.now} host ${host.plan.index} ${word}`);
    action(model, host);
  }
  model.run(end);
  if (dice.happens(0.7)) heal(model);
  if (dice.happens(0.7)) for (const host of model.hosts) if (!host.routers) restart(model, host);
  while (model.hosts.some(({stalledUntil}) => stalledUntil !== undefined)) model.run(model.now + site.longest);
  model.weather = calm;
}

/** At most, of a timer. */
export function latenessIn({shortest}: Site): Milliseconds {
  return Math.max(mostDelay, Math.floor(shortest / 4));
}

export function restart(model: Model, host: ModelHost): void {
  if (host.stalledUntil === undefined) model.act(host, () => host.start(model.now));
}

type Disaster = (model: Model, host: ModelHost) => void;

const disasters: readonly (readonly [string, Disaster])[] = [
  ['crashes', (model, host) => model.act(host, () => host.crash())],
  ['crashes', (model, host) => model.act(host, () => host.crash())],
  ['starts', restart],
  ['starts', restart],
  ['stalls', (model, host) => stall(model, host)],
  ['is shut down', whileRunning((model, host) => shutDown(model, host))],
  ['is held', whileRunning((model, host) => change(model, host, {hold: model.dice.pick(['master', 'backup'])}))],
  ['is released', whileRunning((model, host) => changeUnit(model, host, {hold: undefined}))],
  ['fails', whileRunning((model, host) => change(model, host, {faults: ['broken']}))],
  ['recovers', whileRunning((model, host) => changeUnit(model, host, {faults: []}))],
  ['recovers', whileRunning((model, host) => changeUnit(model, host, {faults: []}))],
  ['is weighted', whileRunning((model, host) => changeUnit(model, host, {priority: model.dice.pick(priorities)}))],
  ['is weighted', whileRunning((model, host) => changeUnit(model, host, {priority: model.dice.pick(priorities)}))],
  ['reloads', whileRunning((model, host) => reload(model, host))],
  ['hands over', whileRunning((model, host) => handOver(model, host))],
  ['hands over', whileRunning((model, host) => handOver(model, host))],
  ['is cut off', model => part(model)],
  ['is cut off', model => part(model)],
  ['is connected again', model => heal(model)],
];

function whileRunning(disaster: Disaster): Disaster {
  return (model, host) => {
    if (host.isRunning) disaster(model, host);
  };
}

function stall(model: Model, host: ModelHost): void {
  if (!host.isRunning) return;
  model.stall(host, 1 + model.dice.below(8 * model.site.longest), model.dice.happens(0.5));
}

/** All say goodbye; or it goes on, as if started anew. */
function shutDown(model: Model, host: ModelHost): void {
  model.act(host, () => {
    for (const {name} of model.site.virtualRouters) host.step({type: 'shutdown', router: name}, model.now);
    if (model.dice.happens(0.5)) host.start(model.now);
    else host.crash();
  });
}

/** Of one virtual router, of whatever sync group. */
function change(model: Model, host: ModelHost, changed: Partial<Circumstances>): void {
  tell(model, host, [model.dice.pick(model.site.virtualRouters).name], changed);
}

function changeUnit(model: Model, host: ModelHost, changed: Partial<Circumstances>): void {
  tell(model, host, model.dice.pick(model.site.units).routers, changed);
}

export function tell(model: Model, host: ModelHost, routers: readonly string[], changed: Partial<Circumstances>): void {
  model.trace(`${model.now} host ${host.plan.index} ${routers.join()} ${JSON.stringify(changed)}`);
  model.act(host, () => {
    for (const router of routers) {
      const circumstances = {...host.circumstances.get(router)!, ...changed};
      host.circumstances.set(router, circumstances);
      host.step({type: 'circumstances', router, circumstances}, model.now);
    }
  });
}

function reload(model: Model, host: ModelHost): void {
  const {name} = model.dice.pick(model.site.virtualRouters);
  host.circumstances.set(name, {...host.circumstances.get(name)!, faults: [], hold: undefined});
  model.act(host, () => {
    const isAnew = model.dice.happens(0.5); // taken out of the configuration, and put back
    if (isAnew) host.step({type: 'shutdown', router: name}, model.now);
    host.reload(model.now);
    if (isAnew) host.step({type: 'startup', router: name}, model.now);
  });
}

function handOver(model: Model, host: ModelHost): void {
  const mine = model.site.virtualRouters.find(({name}) => host.isMaster(name));
  const to = model.dice.pick(model.hosts);
  if (mine && to !== host) model.ask(host, to, mine.name);
}

function part(model: Model): void {
  const parts = model.hosts.map(() => model.dice.below(2));
  if (model.dice.happens(0.5)) model.parts.fill(parts);
  else model.parts[model.dice.below(model.parts.length)] = parts;
  model.trace(`${model.now} parts ${JSON.stringify(model.parts)}`);
}

function heal(model: Model): void {
  model.parts.fill(model.hosts.map(() => 0));
}
