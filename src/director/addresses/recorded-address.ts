import {formatAddress, parseAddress} from '../../net/address.js';
import type {AddressIdentity, NetworkState} from '../../vrrp/ports.js';
import type {RouterConfiguration} from '../../vrrp/router/configuration.js';

/** An address of a virtual router that is on the host only while the director wants it. All text. */
export interface RecordedAddress {
  /** Name of the link. */
  readonly interface: string;
  readonly address: string;
  readonly prefixLength: number;
  readonly peer: string | undefined;
}

/**
 * Those that the director may add: what is configured and not on the host, for what is there already is somebody else's
 * and stays. What was recorded before stays recorded, whether it is there or not: it is ours.
 */
export function addressesToRecord(
  configuration: RouterConfiguration,
  state: NetworkState,
  before: readonly RecordedAddress[],
): readonly RecordedAddress[] {
  const present = new Set(presentAddresses(state).map(({recorded}) => key(recorded)));
  const ours = new Set(before.map(key));
  return configuredAddresses(configuration).filter(one => !present.has(key(one)) || ours.has(key(one)));
}

/** What an earlier process added and nobody has removed. */
export function leftoversOf(
  recorded: readonly RecordedAddress[],
  state: NetworkState,
): readonly {readonly recorded: RecordedAddress; readonly identity: AddressIdentity}[] {
  const ours = new Set(recorded.map(key));
  return presentAddresses(state).filter(one => ours.has(key(one.recorded)));
}

/** Both, each address once. */
export function uniteRecords(a: readonly RecordedAddress[], b: readonly RecordedAddress[]): readonly RecordedAddress[] {
  return [...new Map([...a, ...b].map(one => [key(one), one])).values()];
}

/** `10.0.0.100/24 on eth0`. */
export function recordedAddressWords({interface: link, address, prefixLength}: RecordedAddress): string {
  return `${address}/${prefixLength} on ${link}`;
}

/** Whether it can be what we wrote. */
export function isRecordedAddress(value: unknown): value is RecordedAddress {
  const {interface: link, address, prefixLength, peer} = (value ?? {}) as Partial<RecordedAddress>;
  return (
    typeof link === 'string' &&
    typeof address === 'string' &&
    parseAddress(address) !== undefined &&
    typeof prefixLength === 'number' &&
    (peer === undefined || typeof peer === 'string')
  );
}

function configuredAddresses({routers}: RouterConfiguration): readonly RecordedAddress[] {
  const found = routers.flatMap(router =>
    [...router.addresses, ...router.excluded].map(own => ({
      interface: own.interface ?? router.interface,
      address: formatAddress(own.address),
      prefixLength: own.prefixLength,
      peer: own.peer && formatAddress(own.peer),
    })),
  );
  return uniteRecords(found, []);
}

function presentAddresses({links, addresses}: NetworkState) {
  const names = new Map(links.map(({index, name}) => [index, name]));
  return addresses.flatMap(({interface: index, address, prefixLength, peer}) => {
    const name = names.get(index);
    if (name === undefined) return [];
    const recorded: RecordedAddress = {
      interface: name,
      address: formatAddress(address),
      prefixLength,
      peer: peer && formatAddress(peer),
    };
    return [{recorded, identity: {interface: index, address, prefixLength, peer}}];
  });
}

/** NB: on one link an address is there once for each prefix length. */
function key({interface: link, address, prefixLength}: RecordedAddress): string {
  return `${address}/${prefixLength} ${link}`;
}
