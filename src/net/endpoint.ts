import {type Address, formatAddress, parseAddress} from './address.js';

/** An address and a port (0..65535; 0 means any where the context allows it). */
export interface Endpoint {
  readonly address: Address;
  readonly port: number;
}

/** `10.0.0.1:80` or `[2001:db8::1]:80`. */
export function formatEndpoint({address, port}: Endpoint): string {
  return address.family === 'ipv4' ? `${formatAddress(address)}:${port}` : `[${formatAddress(address)}]:${port}`;
}

/** The inverse of formatEndpoint, numbers only; undefined for anything else. */
export function parseEndpoint(text: string): Endpoint | undefined {
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text);
  if (!match) return undefined;
  const address = parseAddress((match[1] ?? match[2]) as string);
  const isBracketed = match[1] !== undefined;
  const port = Number(match[3]);
  if (!address || port > 65535 || isBracketed !== (address.family === 'ipv6')) return undefined;
  return {address, port};
}
