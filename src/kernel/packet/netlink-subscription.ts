import type {Kernel, NetlinkSocket} from '../kernel.js';
import {openNetlinkSubscription} from './open-descriptor.js';
import type {Receiver} from './receiver.js';
import {messageFlag} from './socket-constants.js';
import {checked, loadSystemCalls} from './system-calls.js';
import {systemError} from './system-error.js';

/** For events, which come in bursts. Without CAP_NET_ADMIN, Linux makes it net.core.rmem_max: twice the default at least. */
const largestQueue = 8 * 1024 * 1024;

/**
 * A kernel of this machine that tells of events. The netlink package cannot: when a queue overflows, it ends the process
 * (libuv reports POLLERR, and it makes an error without a name of it).
 */
export function withSubscriptions(kernel: Kernel, receiver: Receiver, queue = largestQueue): Kernel {
  return {
    ...kernel,
    subscribeNetlink: (protocol, receiveBuffer, groups) => {
      const calls = loadSystemCalls();
      const descriptor = openNetlinkSubscription(calls, protocol, groups, queue);
      let isOpen = true;
      const listening = receiver.listen(
        descriptor,
        {largest: receiveBuffer, isPrompt: true},
        {
          onArrival: ({bytes, name, isCut}) => {
            const isFromKernel = new DataView(name.buffer, name.byteOffset).getUint32(4, true) === 0; // struct sockaddr_nl
            if (isCut) socket.onError(new Error(`a netlink datagram did not fit the ${receiveBuffer} byte buffer`));
            else if (isFromKernel) socket.onDatagram(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
          },
          onFailure: errno => socket.onError(systemError('recvmmsg', errno)),
          onEnd: error => socket.onError(error),
        },
      );
      const socket: NetlinkSocket = {
        send: datagram => {
          if (!isOpen) throw new Error('the netlink socket is closed');
          checked(calls.send(descriptor, datagram, datagram.length, messageFlag.dontWait), 'send');
        },
        onDatagram: () => {},
        onError: () => {},
        close: () => {
          isOpen = false;
          listening.giveUp();
        },
      };
      return socket;
    },
  };
}
