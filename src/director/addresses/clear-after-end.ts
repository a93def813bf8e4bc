import type {NetworkPort} from '../../vrrp/ports.js';
import type {DirectorLog} from '../director-log.js';
import type {AddressFile} from './address-file.js';
import {clearLeftovers} from './clear-leftovers.js';

interface ClearingWorld {
  readonly network: NetworkPort;
  readonly addresses: AddressFile;
  readonly log: DirectorLog;
}

/** What a killed process left, where no other will look soon; and its record, where nothing stays. @returns whether that is so */
export async function clearAfterEnd({network, addresses, log}: ClearingWorld): Promise<boolean> {
  try {
    const {words, left} = await clearLeftovers(network, addresses);
    for (const line of words) log('warning', line);
    if (left.length === 0) addresses.remove();
    return left.length === 0;
  } catch (error) {
    log('error', `addresses may have been left behind: ${(error as Error).message}`);
    return false;
  }
}
