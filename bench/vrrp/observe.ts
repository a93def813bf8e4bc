// The observing process: hears what there is, and tells what it has heard when it is asked.
import {performance} from 'node:perf_hooks';
import {linuxKernel} from '../../src/kernel/linux-kernel.js';
import {LinuxPacketPort} from '../../src/kernel/packet/linux-packet-port.js';
import {withSubscriptions} from '../../src/kernel/packet/netlink-subscription.js';
import {Receiver} from '../../src/kernel/packet/receiver.js';
import {RtnetlinkClient} from '../../src/kernel/rtnetlink/rtnetlink-client.js';
import {Listener} from '../../src/vrrp/listener/listener.js';

/** Delays that are kept: those of the last few thousand advertisements. */
const mostDelays = 4096;

const clock = () => performance.timeOrigin + performance.now();
const receiver = new Receiver();
const listener = new Listener({
  packets: new LinuxPacketPort(receiver),
  network: new RtnetlinkClient(withSubscriptions(linuxKernel, receiver)),
  clock,
  after: (delay, call) => {
    const timer = setTimeout(call, delay);
    return () => clearTimeout(timer);
  },
});
let heard = 0;
const delays: number[] = [];
listener.subscribe((event, _transitions, now) => {
  if (event.type === 'advertisement') delays[heard++ % mostDelays] = clock() - now;
});
await listener.start([]);

process.on('message', () => {
  const sorted = delays.toSorted((a, b) => a - b);
  process.send!({
    heard,
    speakers: listener.observation.speakers,
    delay: {middle: sorted[sorted.length >> 1], most: sorted.at(-1)},
  });
});
process.on('disconnect', () => process.exit(0));
