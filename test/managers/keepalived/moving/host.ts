import type {CommandContext, CommandDefinition} from '../../../../src/commands/command.js';
import {vrrpHolds} from '../../../../src/commands/vrrp/holds.js';
import {vrrpRelease} from '../../../../src/commands/vrrp/release.js';
import {vrrpSwitch} from '../../../../src/commands/vrrp/switch.js';
import {linuxKernel} from '../../../../src/kernel/linux-kernel.js';
import {LinuxPacketPort} from '../../../../src/kernel/packet/linux-packet-port.js';
import {withSubscriptions} from '../../../../src/kernel/packet/netlink-subscription.js';
import {Receiver} from '../../../../src/kernel/packet/receiver.js';
import {RtnetlinkClient} from '../../../../src/kernel/rtnetlink/rtnetlink-client.js';
import {openRouters} from '../../../../src/managers/open-routers.js';
import type {RouterOptions, RouterWorld} from '../../../../src/managers/router-world.js';
import {openThisMachine} from '../../../../src/this-machine.js';

/** A process in the network namespace of a director that runs one command: its name, its words, its options. */
const [name, words, given, stateFolder] = process.argv.slice(2) as [string, string, string, string];
const commands: Readonly<Record<string, unknown>> = {switch: vrrpSwitch, release: vrrpRelease, holds: vrrpHolds};
const command = commands[name] as CommandDefinition;
let isInterrupted = false;
process.on('SIGINT', () => {
  isInterrupted = true;
});
const context = {
  openRouters: async (options: RouterOptions) => openRouters(routerWorld(), options, 'lvsctl', async () => undefined),
  stdout: process.stdout,
  stderr: process.stderr,
  isInterrupted: () => isInterrupted,
} as unknown as CommandContext;
process.exitCode = await command.run(JSON.parse(given), JSON.parse(words), context);

function routerWorld(): RouterWorld {
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
    stateFolder,
    runFolder: '/run/lvsctl',
    host: 'director1',
    user: 'operator',
    remoteShell: ['false'],
    async close() {
      network.close();
      await packets.close();
    },
  };
}
