import type {NetlinkSocket} from '../../../src/kernel/kernel.js';
import {type Message, messageType, readMessages} from '../../../src/kernel/netlink/message.js';

export interface ReceivedMessage extends Message {
  readonly datagram: Buffer;
}

/** Sends a datagram and takes `count` messages, or all until NLMSG_DONE or an error where no count is given. */
export function converse(socket: NetlinkSocket, request: Uint8Array, count?: number): Promise<ReceivedMessage[]> {
  const received: ReceivedMessage[] = [];
  return new Promise((resolve, reject) => {
    socket.onError = reject;
    socket.onDatagram = datagram => {
      for (const message of readMessages(datagram)) received.push({...message, datagram});
      const last = received.at(-1) as ReceivedMessage;
      const isEnd = last.type === messageType.done || last.type === messageType.error;
      if (count === undefined ? isEnd : received.length >= count) resolve(received);
    };
    socket.send(request);
  });
}

/** The sizes of the datagrams that answer a dump. */
export function datagramSizes(socket: NetlinkSocket, request: Uint8Array): Promise<number[]> {
  const sizes: number[] = [];
  return new Promise((resolve, reject) => {
    socket.onError = reject;
    socket.onDatagram = datagram => {
      sizes.push(datagram.length);
      if (readMessages(datagram).some(message => message.type === messageType.done)) resolve(sizes);
    };
    socket.send(request);
  });
}
