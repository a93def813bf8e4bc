import type {Endpoint} from '../net/endpoint.js';
import {parseHex, parseHexAddress} from '../net/hex-address.js';
import type {Connection, ConnectionOrigin} from './connection.js';

/** Where the kernel prints its connection table: a header, then a line each. */
export const connectionsPath = '/proc/net/ip_vs_conn';
/** Where it prints where they come from: the same without persistence data. */
export const connectionOriginsPath = '/proc/net/ip_vs_conn_sync';

/** `TCP AC100102 9CA5 0A000001 0050 AC100202 1F90 FIN_WAIT        114[ PENAME PEDATA]`; undefined for anything else. */
export function parseConnection(text: string): Connection | undefined {
  const {words, at} = wordsOf(text, 9);
  const beginning = parseBeginning(words, words[8]);
  if (!beginning) return undefined;
  const {name, data} = persistence(text, at);
  return {...beginning, persistenceEngine: name, persistenceData: data};
}

/** `TCP AC100102 9CA5 0A000001 0050 AC100202 1F90 ESTABLISHED LOCAL      114`; undefined for anything else. */
export function parseConnectionOrigin(text: string): ConnectionOrigin | undefined {
  const {words, at} = wordsOf(text, 10);
  const beginning = parseBeginning(words, words[9]);
  const origin = words[8] === 'SYNC' ? 'synced' : words[8] === 'LOCAL' ? 'local' : undefined;
  return beginning && origin && text.slice(at).trim() === '' ? {...beginning, origin} : undefined;
}

/** The first words, as many as asked for or there are, and where the last ends. */
function wordsOf(text: string, most: number): {readonly words: readonly string[]; readonly at: number} {
  const words: string[] = [];
  let at = 0;
  while (words.length < most) {
    while (text.charCodeAt(at) === 32) at++;
    let end = text.indexOf(' ', at);
    if (end < 0) end = text.length;
    if (end === at) break;
    words.push(text.slice(at, end));
    at = end;
  }
  return {words, at};
}

function parseBeginning(words: readonly string[], expires: string | undefined) {
  if (expires === undefined || !/^\d+$/.test(expires)) return undefined;
  const client = endpoint(words[1] as string, words[2] as string);
  const virtual = endpoint(words[3] as string, words[4] as string);
  const destination = endpoint(words[5] as string, words[6] as string);
  if (!client || !virtual || !destination) return undefined;
  return {
    protocol: words[0] as string,
    client,
    virtual,
    destination,
    state: words[7] as string,
    expires: Number(expires),
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
