import {formatAddress} from '../../../net/address.js';
import type {InstanceView} from '../../../vrrp/findings/instance-view.js';
import {routerName, stateWords} from './words.js';

/** Whether a virtual router has all words of a filter; `!word` is one it must not have. */
export function matches(view: InstanceView, filterText: string): boolean {
  const words = filterText
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '' && word !== '!');
  if (words.length === 0) return true;
  const text = textOf(view);
  return words.every(word => (word.startsWith('!') ? !text.includes(word.slice(1)) : text.includes(word)));
}

function textOf(view: InstanceView): string {
  const {identity, group, addresses, master} = view;
  return [
    routerName(identity),
    `${identity.interface}/${identity.virtualRouter}`,
    identity.family,
    stateWords(view),
    group?.name ?? '',
    ...addresses.map(({address}) => formatAddress(address)),
    master?.address ? formatAddress(master.address) : '',
  ]
    .join('\n')
    .toLowerCase();
}
