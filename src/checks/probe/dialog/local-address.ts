import {createSocket} from 'node:dgram';
import {type Address, formatAddress, ipv4, parseAddress} from '../../../net/address.js';
import type {ProbeTarget} from '../probe.js';

/** The address from which this host speaks to a target, as its routes have it; nothing is sent. @param onAddress called once, in a later turn */
export function localAddress({address, port, bindAddress}: ProbeTarget, onAddress: (address: Address) => void): void {
  if (bindAddress) return queueMicrotask(() => onAddress(bindAddress));
  const socket = createSocket(address.family === 'ipv4' ? 'udp4' : 'udp6');
  socket.once('error', () => {
    socket.close();
    onAddress(ipv4(0));
  });
  socket.connect(port, formatAddress(address), (error?: Error) => {
    // without a route the probe itself fails, and says why
    const found = error ? undefined : parseAddress(socket.address().address.replace(/%.*/, ''));
    socket.close();
    onAddress(found ?? ipv4(0));
  });
}
