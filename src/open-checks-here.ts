import {hostname} from 'node:os';
import type {Invocation} from './invocation.js';
import {type ServiceId, serviceKey} from './ipvs/service.js';
import {openIpvs} from './kernel/ipvs/open.js';
import {linuxKernel} from './kernel/linux-kernel.js';
import {linuxResolver} from './kernel/names/linux-resolver.js';
import {placeKey} from './maintenance/drain/drain-record.js';
import {operatorName} from './maintenance/journal/operator-name.js';
import type {ChecksOptions, ChecksWorld} from './managers/checks-world.js';
import {openChecks, type OpenedChecks} from './managers/open-checks.js';
import {openThisMachine} from './this-machine.js';

/** Whoever checks the servers of this machine's network namespace; undefined after saying that nobody does those of an embedded kernel. */
export async function openChecksHere(
  options: ChecksOptions,
  {stderr, environment}: Invocation,
  mark: string,
): Promise<OpenedChecks | undefined> {
  if (mark !== '') {
    stderr.write('lvsctl: nobody checks the servers of the embedded kernel: unset LVSCTL_KERNEL, or see lvsctl demo\n');
    return undefined;
  }
  const world: ChecksWorld = {
    machine: openThisMachine(),
    clock: () => performance.timeOrigin + performance.now(),
    after(delay, call) {
      const timer = setTimeout(call, delay);
      return () => clearTimeout(timer);
    },
    runFolder: environment.LVSCTL_RUN_DIR || '/run/lvsctl',
    host: hostname(),
    resolver: linuxResolver(),
    readWeights,
  };
  const found = await openChecks(world, options);
  const user = operatorName(environment);
  return {...found, user, close: () => found.source?.close()};
}

/** Without making the kernel load the module. */
async function readWeights(services: readonly ServiceId[]): Promise<ReadonlyMap<string, number> | undefined> {
  const wanted = new Set(services.map(serviceKey));
  try {
    const {ipvs} = await openIpvs(linuxKernel, {mayLoad: false});
    try {
      const {entries} = await ipvs.summary();
      const ours = entries.filter(({service}) => wanted.has(serviceKey(service.id)));
      return new Map(
        ours.flatMap(({service, destinations}) =>
          destinations.map(one => [placeKey(service.id, one), one.weight] as const),
        ),
      );
    } finally {
      ipvs.close();
    }
  } catch {
    return undefined;
  }
}
