import {formatAddress} from '../../../net/address.js';
import type {Attempt} from '../attempt.js';
import {Connection} from '../connection.js';
import type {DialogProbe} from '../probe.js';
import {Datagrams} from '../udp/datagrams.js';
import {localAddress} from './local-address.js';

/** What a dialog goes over. */
export interface Channel {
  send(bytes: Buffer): void;
  endSending(): void;
}

export interface ChannelListener {
  /** @param localPort 0 where it is not known */
  onOpen(localAddress: string, localPort: number): void;
  /** @param bytes only for this call */
  onBytes(bytes: Buffer): void;
  onEnd(): void;
}

export function openChannel(attempt: Attempt, probe: DialogProbe, listener: ChannelListener): Channel {
  return probe.over === 'udp' ? overUdp(attempt, probe, listener) : overTcp(attempt, probe, listener);
}

function overTcp(attempt: Attempt, {target, limits, tls}: DialogProbe, listener: ChannelListener): Channel {
  const connection = new Connection(attempt, target, limits, tls, {
    onOpen: () => listener.onOpen(connection.socket?.localAddress ?? '', connection.socket?.localPort ?? 0),
    onBytes: bytes => listener.onBytes(bytes),
    onEnd: () => listener.onEnd(),
  });
  return connection;
}

function overUdp(attempt: Attempt, {target}: DialogProbe, listener: ChannelListener): Channel {
  const datagrams = new Datagrams(attempt, target, {
    onOpen: () =>
      localAddress(target, address => {
        if (!attempt.isOver) listener.onOpen(formatAddress(address), target.bindPort ?? 0);
      }),
    onDatagram: bytes => listener.onBytes(bytes),
  });
  return {send: bytes => datagrams.send(bytes), endSending: () => undefined};
}
