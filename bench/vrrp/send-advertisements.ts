// Every virtual router of two interfaces once a second, in a process of its own: `even` or `burst`, and the indexes.
import {performance} from 'node:perf_hooks';
import {ipv4} from '../../src/net/address.js';
import {LinuxPacketPort} from '../../src/kernel/packet/linux-packet-port.js';
import {Receiver} from '../../src/kernel/packet/receiver.js';
import {encodeAdvertisement} from '../../src/vrrp/encode-advertisement.js';
import {encodeIpv4Packet} from '../../src/vrrp/ipv4-packet.js';
import {advertisementGroups} from '../../src/vrrp/multicast.js';
import {protocolNumbers} from '../../src/vrrp/protocol-numbers.js';
import {routersPerInterface} from './segment.js';

const [pattern, ...indexes] = process.argv.slice(2);
const port = new LinuxPacketPort(new Receiver());
const sends = indexes.flatMap((index, i) => {
  const socket = port.openVrrp({interface: Number(index), family: 'ipv4'});
  const route = {source: ipv4(0x0a090001 + i * 256), destination: advertisementGroups.ipv4};
  return Array.from({length: routersPerInterface}, (_, router) => {
    const payload = encodeAdvertisement(
      {
        version: 2,
        virtualRouter: router + 1,
        priority: 100,
        interval: 1000,
        addresses: [ipv4(0x0a0a0000 + i * 256 + router), ipv4(0x0a0b0000 + i * 256 + router)],
        authentication: {type: 'none'},
      },
      route,
    );
    const datagram = {...route, protocol: protocolNumbers.vrrp, hopLimit: 255, payload};
    const packet = encodeIpv4Packet(datagram, {typeOfService: 0xc0, identification: 0});
    return () => socket.send(packet, route.destination);
  });
});
// of each interface in turn
sends.sort((a, b) => (sends.indexOf(a) % routersPerInterface) - (sends.indexOf(b) % routersPerInterface));
let sent = 0;
const begin = performance.now();
setInterval(() => {
  const seconds = (performance.now() - begin) / 1000;
  const due = Math.floor(pattern === 'burst' ? Math.floor(seconds) * sends.length : seconds * sends.length);
  while (sent < due) sends[sent++ % sends.length]!();
}, 2);
process.on('SIGTERM', () => process.exit(0));
