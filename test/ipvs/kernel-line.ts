import type {Connection} from '../../src/ipvs/connection.js';
import type {Address} from '../../src/net/address.js';

/** The header of /proc/net/ip_vs_conn. */
export const kernelHeader = 'Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData\n';

/** A connection as the kernel prints it. */
export function kernelLine(connection: Connection): string {
  const {protocol, client, virtual, destination, state, expires, persistenceEngine, persistenceData} = connection;
  const endpoint = ({address, port}: Connection['client']) => `${hex(address)} ${digits(port, 4)}`;
  const columns = [client, virtual, destination].map(endpoint).join(' ');
  const engine = persistenceEngine === undefined ? '' : ` ${persistenceEngine} ${persistenceData}`;
  return `${protocol.padEnd(3)} ${columns} ${state.padEnd(11)} ${String(expires).padStart(7)}${engine}\n`;
}

function hex(address: Address): string {
  if (address.family === 'ipv4') return digits(address.value, 8);
  return address.words
    .map(word =>
      digits(word, 8)
        .toLowerCase()
        .replace(/(.{4})/, '$1:'),
    )
    .join(':');
}

function digits(value: number, width: number): string {
  return value.toString(16).toUpperCase().padStart(width, '0');
}
