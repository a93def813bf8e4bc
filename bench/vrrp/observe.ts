// The observing process: listens on the interfaces of these indexes, and tells what it heard when it is asked to end.
import {parseIpv4Packet} from '../../src/vrrp/ipv4-packet.js';
import {LinuxPacketPort} from '../../src/kernel/packet/linux-packet-port.js';
import {Receiver} from '../../src/kernel/packet/receiver.js';
import {decodeAdvertisement} from '../../src/vrrp/decode-advertisement.js';
import {newObservation} from '../../src/vrrp/observer/observation.js';
import {stepObserver} from '../../src/vrrp/observer/step-observer.js';

const port = new LinuxPacketPort(new Receiver());
const observation = newObservation(Date.now());
let heard = 0;
let latest = 0;
const delays: number[] = [];
for (const index of process.argv.slice(2).map(Number)) {
  for (const family of ['ipv4', 'ipv6'] as const) {
    const socket = port.openVrrp({interface: index, family});
    socket.onError = error => {
      throw error;
    };
    socket.onPacket = packet => {
      const parsed = parseIpv4Packet(packet.bytes);
      if (!parsed.ok) return;
      const {datagram} = parsed;
      const decoded = decodeAdvertisement(datagram);
      if (!decoded.ok) return;
      heard++;
      latest = Date.now() - packet.at;
      if (heard % 16 === 0) delays[(heard / 16) % 4096] = latest;
      const {source, destination} = datagram;
      const {advertisement, hasTrailer} = decoded;
      const event = {type: 'advertisement', interface: index, source, destination, advertisement, hasTrailer} as const;
      stepObserver(observation, event, packet.at);
    };
  }
  port.openArp(index);
  port.openNeighbours(index);
}
process.on('message', () => {
  const sorted = delays.filter(Number.isFinite).sort((a, b) => a - b);
  process.send!({heard, speakers: observation.speakers, delay: {middle: sorted[sorted.length >> 1], most: sorted.at(-1)}});
});
process.on('disconnect', () => process.exit(0));
