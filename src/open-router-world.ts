import {hostname} from 'node:os';
import {dirname, join} from 'node:path';
import {openIpvs} from './kernel/ipvs/open.js';
import {linuxKernel} from './kernel/linux-kernel.js';
import {LinuxPacketPort} from './kernel/packet/linux-packet-port.js';
import {withSubscriptions} from './kernel/packet/netlink-subscription.js';
import {Receiver} from './kernel/packet/receiver.js';
import {RtnetlinkClient} from './kernel/rtnetlink/rtnetlink-client.js';
import {openThisMachine} from './this-machine.js';
import {openRouters, type Routers} from './managers/open-routers.js';
import type {RouterOptions, RouterWorld} from './managers/router-world.js';
import {operatorName} from './maintenance/journal/operator-name.js';
import {stateFolderOfKernel} from './maintenance/state/state-place.js';

/** Whatever watches and moves the virtual routers of this machine. */
export function openRoutersHere(
  options: RouterOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Routers {
  return openRouters(routerWorld(environment), options, programFile(process.argv[1] ?? ''), readSyncDaemons);
}

/** What runs the program again: the launcher, or the executable with all in it. @param started what Node was told to run */
function programFile(started: string): string {
  return /\.c?js$/.test(started) ? join(dirname(started), '..', 'bin', 'lvsctl') : started;
}

function routerWorld(environment: Readonly<Record<string, string | undefined>>): RouterWorld {
  const receiver = new Receiver();
  const packets = new LinuxPacketPort(receiver);
  const network = new RtnetlinkClient(withSubscriptions(linuxKernel, receiver));
  return {
    packets,
    network,
    machine: openThisMachine(receiver),
    clock: () => performance.timeOrigin + performance.now(),
    after(delay, call) {
      const timer = setTimeout(call, delay);
      return () => clearTimeout(timer);
    },
    stateFolder: stateFolderOfKernel(environment),
    runFolder: environment.LVSCTL_RUN_DIR || '/run/lvsctl',
    host: hostname(),
    user: operatorName(environment),
    remoteShell: environment.LVSCTL_SSH?.split(' ') ?? ['ssh'],
    async close() {
      network.close();
      await packets.close();
    },
  };
}

/** Without making the kernel load the module. */
async function readSyncDaemons() {
  try {
    const {ipvs} = await openIpvs(linuxKernel, {mayLoad: false});
    try {
      return await ipvs.daemons();
    } finally {
      ipvs.close();
    }
  } catch {
    return undefined;
  }
}
