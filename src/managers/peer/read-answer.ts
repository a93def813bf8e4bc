import {type Address, type Family, parseAddress} from '../../net/address.js';
import type {FindingCode} from '../../vrrp/findings/finding-codes.js';
import {type Confidence, confidences, type InstanceState, instanceStates} from '../../vrrp/findings/instance-view.js';

/** What another host's lvsctl says of its virtual routers: the parts of lvsctl.vrrp/1 that matter here. Texts are from outside. */
export interface PeerAnswer {
  readonly host: string;
  readonly addresses: readonly Address[];
  readonly instances: readonly PeerInstance[];
  /** Codes, with the instance where there is one. */
  readonly findings: readonly {readonly code: FindingCode | string; readonly instance: string | undefined}[];
}

export interface PeerInstance {
  readonly name: string;
  readonly family: Family;
  readonly virtualRouter: number;
  readonly state: InstanceState;
  readonly isStale: boolean;
  readonly confidence: Confidence;
  readonly priority: number | undefined;
}

/** Reads what `lvsctl vrrp -o json` printed. @throws Error with what is wrong */
export function readAnswer(text: string): PeerAnswer {
  const document = objectOf(parseJson(text), 'the answer');
  if (document.schema !== 'lvsctl.vrrp/1')
    throw new Error(`its schema is ${JSON.stringify(document.schema)?.slice(0, 40)}, not lvsctl.vrrp/1`);
  const host = objectOf(document.host, 'host');
  return {
    host: textOf(host.name, 'host.name'),
    addresses: listOf(host.addresses, 'host.addresses').map(value => addressOf(value)),
    instances: listOf(document.instances, 'instances').flatMap(readInstance),
    findings: listOf(document.findings, 'findings').map(value => {
      const {code, instance} = objectOf(value, 'findings[]');
      return {code: textOf(code, 'findings[].code'), instance: typeof instance === 'string' ? instance : undefined};
    }),
  };
}

/** What it only hears says nothing of itself. */
function readInstance(value: unknown): PeerInstance[] {
  const one = objectOf(value, 'instances[]');
  if (typeof one.name !== 'string') return [];
  const {effective, base} = objectOf(one.priority, 'instances[].priority');
  const priority = effective ?? base;
  return [
    {
      name: one.name,
      family: oneOf(one.family, ['ipv4', 'ipv6'], 'family'),
      virtualRouter: numberOf(one.vrid, 'vrid'),
      state: oneOf(one.state, instanceStates, 'state'),
      isStale: one.stale === true,
      confidence: oneOf(one.confidence, confidences, 'confidence'),
      priority: typeof priority === 'number' ? priority : undefined,
    },
  ];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('it is not JSON');
  }
}

function objectOf(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new Error(`${what} is no object`);
  return value as Record<string, unknown>;
}

function listOf(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${what} is no list`);
  return value;
}

function textOf(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new Error(`${what} is no text`);
  return value;
}

function numberOf(value: unknown, what: string): number {
  if (typeof value !== 'number') throw new Error(`${what} is no number`);
  return value;
}

function oneOf<const T extends string>(value: unknown, choices: readonly T[], what: string): T {
  if (!choices.includes(value as T)) throw new Error(`${what} is ${JSON.stringify(value)?.slice(0, 40)}`);
  return value as T;
}

function addressOf(value: unknown): Address {
  const address = typeof value === 'string' ? parseAddress(value) : undefined;
  if (!address) throw new Error(`${JSON.stringify(value)?.slice(0, 60)} is no address`);
  return address;
}
