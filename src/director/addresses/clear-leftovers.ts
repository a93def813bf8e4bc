import type {NetworkPort} from '../../vrrp/ports.js';
import type {AddressFile} from './address-file.js';
import {leftoversOf, type RecordedAddress, recordedAddressWords} from './recorded-address.js';

export interface ClearedLeftovers {
  /** What was done, a line each; none where nothing was left. */
  readonly words: readonly string[];
  /** What could not be removed. */
  readonly left: readonly RecordedAddress[];
}

const mostNamed = 8;

/** Removes the addresses that are on record and on the host. @param origin behind each: how it comes that they are there */
export async function clearLeftovers(
  network: NetworkPort,
  file: AddressFile,
  origin = 'which an earlier process left when it was killed',
): Promise<ClearedLeftovers> {
  const {addresses, problem} = file.read();
  const words = problem === undefined ? [] : [`what an earlier director left is not known: ${problem}`];
  if (addresses.length === 0) return {words, left: []};
  const leftovers = leftoversOf(addresses, await network.read());
  const outcomes = await network.apply(leftovers.map(({identity}) => ({type: 'delete-address', address: identity})));
  const left: RecordedAddress[] = [];
  const removed: RecordedAddress[] = [];
  for (const [i, {recorded}] of leftovers.entries()) {
    const failure = outcomes[i];
    if (!failure || failure.reason === 'absent' || failure.reason === 'no-interface') removed.push(recorded);
    else {
      words.push(`${recordedAddressWords(recorded)} stays, ${origin}: ${failure.message}`);
      left.push(recorded);
    }
  }
  if (removed.length > 0) words.push(`removed ${listWords(removed)}, ${origin}`);
  return {words, left};
}

/** All of a few, the first ones of many. */
function listWords(addresses: readonly RecordedAddress[]): string {
  const named = addresses.slice(0, mostNamed).map(recordedAddressWords).join(', ');
  return addresses.length > mostNamed ? `${addresses.length} addresses: ${named}, …` : named;
}
