import type {ProbeLimits, ProbeTarget} from '../../../checks/probe/probe.js';
import {type Address, formatAddress, isSameAddress} from '../../../net/address.js';
import {longestWait} from '../../pools/longest-wait.js';
import {address, formatSpan, linkName, span, whole} from '../kinds.js';
import {optional, type Shaped} from '../shape.js';
import {usualTimeout} from './schedule-keys.js';

/** Where a check connects to. */
export const connectingKeys = {
  address: optional(address, 'that of the server', 'where it goes'),
  port: optional(whole(0, 65_535), 'that of the server, else of the service', 'and to which port'),
  silence: optional(
    span(1, longestWait),
    'as timeout',
    'the longest time in which nothing comes, once it is connected',
  ),
  'at-most': optional(span(1, longestWait), '4 times timeout, or every if that is more', 'all of it may take so long'),
  'bind-address': optional(address, "the system's choice", 'where it comes from'),
  'bind-port': optional(whole(1, 65_535), "the system's choice", 'and from which port'),
  'bind-interface': optional(linkName, 'any', 'the link it goes over'),
  mark: optional(whole(1, 4_294_967_295), 'none', 'the firewall mark of its packets (SO_MARK)'),
} as const;

export const connectingShape = {name: 'a check that connects', keys: connectingKeys} as const;
export type ConnectingDraft = Omit<Shaped<typeof connectingShape>, 'spot'>;

/** Where a probe goes and how long it may take. */
export interface Connecting {
  readonly target: ProbeTarget;
  readonly limits: ProbeLimits;
}

/** What holds where a check says nothing. */
export interface ConnectingDefaults {
  readonly address: Address;
  readonly port: number;
  readonly timeout: number;
  readonly interval: number;
}

export function connectingOf(draft: ConnectingDraft, usual: ConnectingDefaults): Connecting {
  const bindAddress = draft['bind-address'];
  const bindPort = draft['bind-port'];
  const bindInterface = draft['bind-interface'];
  const {mark} = draft;
  return {
    target: {
      address: draft.address ?? usual.address,
      port: draft.port ?? usual.port,
      ...(bindAddress ? {bindAddress} : {}),
      ...(bindPort === undefined ? {} : {bindPort}),
      ...(bindInterface === undefined ? {} : {bindInterface}),
      ...(mark === undefined ? {} : {mark}),
    },
    limits: {
      connect: usual.timeout,
      silence: draft.silence ?? usual.timeout,
      whole: draft['at-most'] ?? wholeOf(usual.timeout, usual.interval),
    },
  };
}

function wholeOf(timeout: number, interval: number): number {
  return Math.min(Math.max(4 * timeout, interval), longestWait);
}

/** As it is written: what goes without saying is left out. */
export function writeConnecting(
  {target, limits}: Connecting,
  usual: Pick<ConnectingDefaults, 'address' | 'port' | 'interval'>,
): Record<string, unknown> {
  const {bindAddress, bindPort, bindInterface, mark} = target;
  const {connect, silence, whole: all} = limits;
  return {
    ...(isSameAddress(target.address, usual.address) ? {} : {address: formatAddress(target.address)}),
    ...(target.port === usual.port ? {} : {port: target.port}),
    ...(connect === usualTimeout ? {} : {timeout: formatSpan(connect)}),
    ...(silence === connect ? {} : {silence: formatSpan(silence)}),
    ...(all === wholeOf(connect, usual.interval) ? {} : {'at-most': formatSpan(all)}),
    ...(bindAddress ? {'bind-address': formatAddress(bindAddress)} : {}),
    ...(bindPort === undefined ? {} : {'bind-port': bindPort}),
    ...(bindInterface === undefined ? {} : {'bind-interface': bindInterface}),
    ...(mark === undefined ? {} : {mark}),
  };
}
