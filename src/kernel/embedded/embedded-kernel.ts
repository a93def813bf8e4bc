import {type Address, addressKey} from '../../net/address.js';
import {type Kernel, netlinkGeneric, type NetlinkSocket} from '../kernel.js';
import {EmbeddedSocket, type SocketHandler} from './embedded-socket.js';
import type {Director} from './director.js';
import type {Interface} from './interfaces.js';
import {advance} from './traffic/advance.js';
import type {Store} from './store/store.js';
import {readFile, systemError, writeFile} from './texts/proc-files.js';
import {produceDatagram} from './wire/dump.js';
import {mayChange, receive} from './wire/receive.js';
import type {SocketOptions} from './wire/replies.js';

/** Everything the embedded kernel does not decide itself. */
export interface EmbeddedKernelOptions {
  readonly store: Store;
  /** Milliseconds; the state's time follows it and never runs backwards. */
  readonly clock: () => number;
  readonly interfaces: () => readonly Interface[];
  /** Whether requests come from root: all but resolving the family is refused otherwise. Default true. */
  readonly isPrivileged?: boolean;
  /** Whether the kernel has IPv6. Default true. */
  readonly hasIpv6?: boolean;
  /** What makes the datagrams of dumps, where that is not to be done anew for each. */
  readonly produceDatagram?: typeof produceDatagram;
}

export interface EmbeddedKernel extends Kernel {
  readonly name: 'embedded';
  /** As openNetlink, with what setsockopt(2) can ask of a socket. */
  openNetlink(protocol: number, receiveBuffer: number, options?: SocketOptions): NetlinkSocket;
}

const plainSocket: SocketOptions = {capsAcks: false, extendsAcks: false};

/** A kernel in memory that answers the netlink bytes and has the /proc texts of Linux 6.1 with IPVS. */
export function createEmbeddedKernel(options: EmbeddedKernelOptions): EmbeddedKernel {
  const {isPrivileged = true, hasIpv6 = true, produceDatagram: produce = produceDatagram} = options;
  const store = timed(options.store, options.clock);
  const surroundings = {
    hasIpv6,
    interfaceNamed: (name: string) => options.interfaces().find(known => known.name === name),
    isLocalAddress: (address: Address) =>
      options.interfaces().some(({addresses}) => addresses.includes(addressKey(address))),
  };
  let lastPort = 0;

  const handler: SocketHandler = {
    receive(peer, datagram) {
      const answer = (director: Director) => receive({director, surroundings, isPrivileged}, peer, datagram);
      if (mayChange(datagram)) store.update(director => ({result: undefined, hasChanged: answer(director)}));
      else store.read(answer);
    },
    continueDump: (dump, largest, port) => store.read(director => produce(director, surroundings, dump, largest, port)),
  };

  return {
    name: 'embedded',
    openNetlink(protocol, receiveBuffer, socketOptions = plainSocket) {
      if (protocol !== netlinkGeneric) throw systemError('EPROTONOSUPPORT', 'socket');
      return new EmbeddedSocket(handler, receiveBuffer, ++lastPort, socketOptions);
    },
    readProc: path => readFile(store, path),
    writeProc: (path, value) => writeFile(store, isPrivileged, path, value),
  };
}

/** A store whose time has passed before anyone looks at it. */
function timed(store: Store, clock: () => number): Store {
  return {
    read: use => store.read(director => use(advanced(director, clock()))),
    update: use => store.update(director => use(advanced(director, clock()))),
  };
}

function advanced(director: Director, now: number): Director {
  advance(director, now);
  return director;
}
