import {setPriority} from 'node:os';
import {join} from 'node:path';
import {AddressFile} from './director/addresses/address-file.js';
import {SpeakingProcess} from './director/processes/speaking-process.js';
import type {ToVrrp} from './director/processes/vrrp-messages.js';
import {linuxKernel} from './kernel/linux-kernel.js';
import {NftablesAddressFirewall} from './kernel/nftables/address-firewall.js';
import {LinuxPacketPort} from './kernel/packet/linux-packet-port.js';
import {withSubscriptions} from './kernel/packet/netlink-subscription.js';
import {Receiver} from './kernel/packet/receiver.js';
import {RtnetlinkClient} from './kernel/rtnetlink/rtnetlink-client.js';
import {statePlaceOfKernel} from './maintenance/state/state-place.js';
import {forwardsIpv6} from './managers/forwards-ipv6.js';
import {Speaker} from './vrrp/speaker/speaker.js';

/** The most urgent there is without real time; before there are threads, which inherit it. */
const urgency = -20;
/** Milliseconds for giving up in order: what is left after that, whoever comes next clears. */
const lastPatience = 5000;

/** The process `vrrp` of a director: speaks, and does nothing else. Its words: the folder of the running director. */
function start(): void {
  try {
    setPriority(urgency);
  } catch {} // without CAP_SYS_NICE it speaks as it can
  process.title = 'lvsctl-vrrp';
  const receiver = new Receiver();
  const packets = new LinuxPacketPort(receiver);
  const network = new RtnetlinkClient(withSubscriptions(linuxKernel, receiver));
  const firewall = new NftablesAddressFirewall(linuxKernel);
  const {boot, namespace} = statePlaceOfKernel({});
  const speaking = new SpeakingProcess({
    network,
    after,
    addresses: new AddressFile(join(process.argv[2] as string, 'addresses.json'), boot, namespace),
    openSpeaker: report => new Speaker({packets, network, clock, after, isRouter: forwardsIpv6, firewall}, report),
    send: (message, taken) => void process.send?.(message, undefined, undefined, taken),
  });
  let isLeaving = false;
  const leave = (status: number) => {
    if (isLeaving) return;
    isLeaving = true;
    setTimeout(() => process.exit(1), lastPatience);
    const gone = speaking.leave().finally(() => firewall.end()); // before Linux 5.12 it would stay
    void gone.then(
      () => process.exit(status),
      () => process.exit(1),
    );
  };
  process.on('message', (message: ToVrrp) => (message.type === 'shut-down' ? leave(0) : speaking.hear(message)));
  process.on('disconnect', () => leave(0)); // whoever told it what to do is gone
  process.on('SIGTERM', () => leave(0));
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGPIPE'] as const) process.on(signal, () => {}); // the supervisor's
  process.on('uncaughtException', error => {
    process.stderr.write(`${error.stack}\n`);
    leave(1);
  });
  void speaking.begin();
}

/** Since 1970; it does not jump. */
function clock(): number {
  return performance.timeOrigin + performance.now();
}

function after(delay: number, call: () => void): () => void {
  const timer = setTimeout(call, delay);
  return () => clearTimeout(timer);
}

start();
