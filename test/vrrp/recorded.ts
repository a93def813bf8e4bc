import {readFileSync} from 'node:fs';

/** A frame that keepalived 2.2.7 sent, and what tcpdump said of it. */
export interface RecordedFrame {
  readonly name: string;
  readonly tcpdump: string;
  readonly hex: string;
}

/** A message of protocol 112 that it sent, and the header it came with. */
export interface RecordedPayload {
  readonly virtualRouter: number;
  readonly version: 2 | 3;
  readonly priority: number;
  readonly source: string;
  readonly destination: string;
  readonly hopLimit: number;
  readonly payload: string;
}

const read = (name: string) => JSON.parse(readFileSync(`fixtures/vrrp/${name}.json`, 'utf8')) as unknown;

export const recordedFrames = read('frames') as readonly RecordedFrame[];
export const recordedPayloads = read('payloads') as readonly RecordedPayload[];

/** What the two directors' instances were configured with, by virtual router. */
export const recordedInstances: Readonly<
  Record<number, {readonly interval: number; readonly addresses: readonly string[]; readonly authentication: string}>
> = {
  41: {interval: 1000, addresses: ['10.9.0.100', '10.9.0.101'], authentication: 'password'},
  42: {interval: 1000, addresses: ['10.9.0.110'], authentication: 'none'},
  43: {interval: 250, addresses: ['10.9.0.120'], authentication: 'none'},
  44: {interval: 1000, addresses: ['fe80::100', 'fd09::100'], authentication: 'none'},
  45: {interval: 1000, addresses: ['10.9.0.130'], authentication: 'none'},
  46: {interval: 1000, addresses: ['10.9.0.140'], authentication: 'ah'},
};

export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
