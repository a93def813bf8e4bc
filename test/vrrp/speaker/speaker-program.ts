// A speaker on this kernel, in the network namespace where it is started; its parent tells it what to do.
import {readFileSync} from 'node:fs';
import {setPriority} from 'node:os';
import {performance} from 'node:perf_hooks';
import {linuxKernel} from '../../../src/kernel/linux-kernel.js';
import {LinuxPacketPort} from '../../../src/kernel/packet/linux-packet-port.js';
import {withSubscriptions} from '../../../src/kernel/packet/netlink-subscription.js';
import {Receiver} from '../../../src/kernel/packet/receiver.js';
import {RtnetlinkClient} from '../../../src/kernel/rtnetlink/rtnetlink-client.js';
import {Password} from '../../../src/vrrp/password.js';
import type {GroupSettings, RouterConfiguration} from '../../../src/vrrp/router/configuration.js';
import {Speaker} from '../../../src/vrrp/speaker/speaker.js';
import type {HandOverRequest, SpeakerStatus} from '../../../src/vrrp/speaker/speaker-control.js';
import type {SpeakerReport} from '../../../src/vrrp/speaker/speaker-report.js';
import {configuration, router, type RouterChoice} from './settings.js';

/** What crosses from one process to another: no classes. */
export type PlainRouter = RouterChoice & {readonly password?: string};

export interface PlainConfiguration {
  readonly routers: readonly PlainRouter[];
  readonly groups?: readonly GroupSettings[];
  readonly announcements?: RouterConfiguration['announcements'];
}

export type ProgramCommand =
  | {readonly type: 'configure'; readonly configuration: PlainConfiguration}
  | {readonly type: 'hold'; readonly holds: Readonly<Record<string, 'master' | 'backup'>>}
  | {readonly type: 'hand-over'; readonly request: HandOverRequest}
  | {readonly type: 'announce'; readonly router: string}
  /** Nothing else is done for so many milliseconds. */
  | {readonly type: 'stall'; readonly time: number}
  | {readonly type: 'status'}
  | {readonly type: 'shutdown'};

export type ProgramMessage =
  | {readonly type: 'report'; readonly report: SpeakerReport}
  | {readonly type: 'answer'; readonly answer: SpeakerStatus | readonly string[] | number | undefined};

setPriority(-20); // of this thread, and of those that it will make
const receiver = new Receiver();
const packets = new LinuxPacketPort(receiver);
const network = new RtnetlinkClient(withSubscriptions(linuxKernel, receiver));
const speaker = new Speaker(
  {
    packets,
    network,
    clock: () => performance.timeOrigin + performance.now(),
    after(delay, call) {
      const timer = setTimeout(call, delay);
      return () => clearTimeout(timer);
    },
    isRouter: link => readFileSync(`/proc/sys/net/ipv6/conf/${link}/forwarding`, 'latin1').trim() !== '0',
  },
  report => tell({type: 'report', report}),
);

process.on('message', (command: ProgramCommand) => void obey(command).then(answer => tell({type: 'answer', answer})));
process.on('disconnect', () => process.exit(1));

async function obey(command: ProgramCommand): Promise<Extract<ProgramMessage, {type: 'answer'}>['answer']> {
  switch (command.type) {
    case 'configure': {
      const {routers, ...more} = command.configuration;
      return speaker.configure(configuration(routers.map(settingsOf), more));
    }
    case 'hold':
      speaker.hold(command.holds);
      return undefined;
    case 'hand-over':
      speaker.handOver(command.request);
      return undefined;
    case 'announce':
      return speaker.announce(command.router);
    case 'stall': {
      const end = performance.now() + command.time;
      while (performance.now() < end);
      return undefined;
    }
    case 'status':
      return speaker.status();
    case 'shutdown':
      await speaker.shutdown();
      network.close();
      await packets.close();
      setImmediate(() => process.disconnect());
      return undefined;
  }
}

function settingsOf({password, ...choice}: PlainRouter) {
  if (password === undefined) return router(choice);
  return router({...choice, authentication: {type: 'password', password: new Password(Buffer.from(password))}});
}

function tell(message: ProgramMessage): void {
  process.send?.(message);
}
