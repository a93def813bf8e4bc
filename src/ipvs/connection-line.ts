import type {Endpoint} from '../net/endpoint.js';
import {parseHex, parseHexAddress} from '../net/hex-address.js';
import type {Connection} from './connection.js';

/** Where the kernel prints its connection table: a header, then a line each. */
export const connectionsPath = '/proc/net/ip_vs_conn';

/** `TCP AC100102 9CA5 0A000001 0050 AC100202 1F90 FIN_WAIT        114[ PENAME PEDATA]`; undefined for anything else. */
export function parseConnection(text: string): Connection | undefined {
  const fields: string[] = [];
  let at = 0;
  while (fields.length < 9) {
    while (text.charCodeAt(at) === 32) at++;
    let end = text.indexOf(' ', at);
    if (end < 0) end = text.length;
    if (end === at) return undefined;
    fields.push(text.slice(at, end));
    at = end;
  }
  const client = endpoint(fields[1] as string, fields[2] as string);
  const virtual = endpoint(fields[3] as string, fields[4] as string);
  const destination = endpoint(fields[5] as string, fields[6] as string);
  const expires = fields[8] as string;
  if (!client || !virtual || !destination || !/^\d+$/.test(expires)) return undefined;
  const {name, data} = persistence(text, at);
  return {
    protocol: fields[0] as string,
    client,
    virtual,
    destination,
    state: fields[7] as string,
    expires: Number(expires),
    persistenceEngine: name,
    persistenceData: data,
  };
}

function endpoint(addressText: string, portText: string): Endpoint | undefined {
  const address = parseHexAddress(addressText);
  const port = parseHex(portText);
  return address && portText.length === 4 && !Number.isNaN(port) ? {address, port} : undefined;
}

/** The engine's name, and its data to the end of the line: it may hold blanks, also at its end. */
function persistence(text: string, at: number): {name: string | undefined; data: string | undefined} {
  const rest = text.slice(at).replace(/^ +/, '');
  if (rest === '') return {name: undefined, data: undefined};
  const blank = rest.indexOf(' ');
  return blank < 0 ? {name: rest, data: ''} : {name: rest.slice(0, blank), data: rest.slice(blank + 1)};
}
