import type {ServiceId} from '../../ipvs/service.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {type Address, formatAddress} from '../../net/address.js';
import {type Endpoint, formatEndpoint} from '../../net/endpoint.js';
import type {NameBook} from '../../settings/name-book.js';

/** Numbers, which commands take and logs have, and behind them what the settings call it: `10.1.0.12:80 (web2)`. */
export function endpointWithName(endpoint: Endpoint, names: NameBook): string {
  return beside(formatEndpoint(endpoint), names.hostName(endpoint.address));
}

export function addressWithName(address: Address, names: NameBook): string {
  return beside(formatAddress(address), names.hostName(address));
}

/** A host that may have several addresses, which its name stands behind once. */
export function hostWithName(addresses: readonly Address[], port: number | undefined, names: NameBook): string {
  const numbers = addresses.map(address =>
    port === undefined ? formatAddress(address) : formatEndpoint({address, port}),
  );
  const name = addresses[0] && names.hostName(addresses[0]);
  return beside(numbers.join(' and '), name);
}

/** By its own name, or that of its address. */
export function serviceWithName(id: ServiceId, names: NameBook): string {
  const numbers = formatServiceId(id);
  const ofAddress = id.type === 'address' ? names.hostName(id.address) : undefined;
  return beside(numbers, names.serviceName(numbers) ?? ofAddress);
}

function beside(numbers: string, name: string | undefined): string {
  return name === undefined ? numbers : `${numbers} (${name})`;
}
