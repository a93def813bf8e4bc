// Runs on a host of the cluster: a question a line on standard input, an answer a line on standard output.
import {createInterface} from 'node:readline';
import {HeartbeatManager} from '../../../src/managers/heartbeat/heartbeat-manager.js';
import {HeartbeatOwner} from '../../../src/managers/heartbeat/heartbeat-owner.js';
import {openRoutersHere} from '../../../src/open-router-world.js';
import type {SwitchPlan, SwitchRequest} from '../../../src/vrrp/handover/router-owner.js';

const {world} = openRoutersHere({keepalivedConfig: undefined, keepalivedPid: undefined, fifo: undefined}, process.env);
const manager = new HeartbeatManager(world);
const owner = new HeartbeatOwner(world, manager);
let changes = 0;
let remembered: SwitchPlan | undefined;
await manager.start(
  () => {},
  () => changes++,
);

const request = (target: string, to: 'master' | 'backup', more: Partial<SwitchRequest> = {}): SwitchRequest => ({
  target,
  to,
  via: 'auto',
  file: undefined,
  hold: undefined,
  owner: undefined,
  reason: undefined,
  ...more,
});

const answers: Readonly<Record<string, (...values: never[]) => unknown>> = {
  views: async () => manager.views(await world.network.read(), world.clock()),
  ask: () => manager.ask(),
  sources: () => manager.sources,
  changes: () => changes,
  knows: (target: string) => owner.knows(target),
  plan: (target: string, to: 'master' | 'backup', more?: Partial<SwitchRequest>) =>
    owner.planSwitch(request(target, to, more)),
  release: (target: string) => owner.planRelease(target),
  holds: () => owner.holds(),
  switch: async (target: string, to: 'master' | 'backup') => {
    const plan: SwitchPlan = await owner.planSwitch(request(target, to));
    return owner.carryOut(
      plan,
      () => {},
      () => false,
    );
  },
  remember: async (target: string, to: 'master' | 'backup') => {
    remembered = await owner.planSwitch(request(target, to));
    return remembered;
  },
  carryOut: () =>
    remembered &&
    owner.carryOut(
      remembered,
      () => {},
      () => false,
    ),
  interrupted: async (target: string, to: 'master' | 'backup') => {
    const plan: SwitchPlan = await owner.planSwitch(request(target, to));
    return owner.carryOut(
      plan,
      () => {},
      () => true,
    );
  },
};

for await (const line of createInterface({input: process.stdin})) {
  const [question, ...values] = JSON.parse(line) as [string, ...never[]];
  try {
    const result = (await answers[question]?.(...values)) ?? null;
    process.stdout.write(`${JSON.stringify({result})}\n`);
  } catch (error) {
    process.stdout.write(`${JSON.stringify({error: String(error)})}\n`);
  }
}
manager.close();
await world.close();
