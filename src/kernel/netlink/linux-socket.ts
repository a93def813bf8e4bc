import {RawNetlinkSocket} from 'netlink/dist/raw.js';
import type {NetlinkSocket} from '../kernel.js';

/** An AF_NETLINK socket of this machine, by the netlink package's raw layer. */
export function openLinuxSocket(protocol: number, receiveBuffer: number): NetlinkSocket {
  const raw = new RawNetlinkSocket(protocol, {
    messagePeeking: false, // peeking would double the system calls
    msgBufferSize: receiveBuffer,
    recvBufferSize: 0, // the system's own default
    sendBufferSize: 0,
  });
  let isOpen = true;
  const socket: NetlinkSocket = {
    send: datagram => raw.send(datagram, {}, error => error && socket.onError(error)),
    onDatagram: () => {},
    onError: () => {},
    close: () => {
      if (isOpen) raw.close();
      isOpen = false;
    },
  };
  raw.on('message', (datagram, {port}) => port === 0 && socket.onDatagram(datagram)); // only the kernel is port 0
  raw.on('truncatedMessage', (datagram, {truncated}) =>
    socket.onError(
      new Error(`a netlink datagram of ${truncated} bytes did not fit the ${datagram.length} byte buffer`),
    ),
  );
  raw.on('error', error => socket.onError(error));
  return socket;
}
