import {formatAddress, isSameAddress} from '../../net/address.js';
import {formatMac} from '../../net/mac.js';
import {addressesOf} from '../../vrrp/findings/virtual-addresses.js';
import type {WantedInstance} from '../../vrrp/findings/wanted-instance.js';
import type {HandoverEvent} from '../../vrrp/handover/handover.js';
import type {Observation} from '../../vrrp/observer/observation.js';
import type {ObserverEvent} from '../../vrrp/observer/observer-event.js';

/** What an observer's event means for the instances that move. */
export function handoverEvents(
  members: readonly WantedInstance[],
  event: ObserverEvent,
  observation: Observation,
): readonly HandoverEvent[] {
  switch (event.type) {
    case 'network':
      return members.map((wanted, member) => ({type: 'addresses', member, ...presence(wanted, observation)}));
    case 'advertisement':
      return members.flatMap((wanted, member): HandoverEvent[] => {
        const {virtualRouter, priority} = event.advertisement;
        const isIts =
          virtualRouter === wanted.virtualRouter &&
          event.source.family === wanted.family &&
          linkName(observation, event.interface) === wanted.interface;
        return isIts ? [{type: 'heard', member, source: event.source, priority}] : [];
      });
    case 'claim': {
      if (event.isAnswer) return [];
      const words = `${formatMac(event.mac)} announced ${formatAddress(event.address)}`;
      return members.flatMap(({addresses}, member): HandoverEvent[] =>
        addresses.some(({address}) => isSameAddress(address, event.address))
          ? [{type: 'announced', member, words}]
          : [],
      );
    }
    case 'rejection':
    case 'carp':
    case 'listening':
    case 'daemon':
    case 'fifo':
    case 'clock':
      return [];
  }
}

export function presence(
  wanted: WantedInstance,
  {network}: Observation,
): {readonly present: number; readonly total: number} {
  const addresses = addressesOf(wanted, network);
  return {present: addresses.filter(({isPresent}) => isPresent).length, total: addresses.length};
}

function linkName({network}: Observation, index: number): string | undefined {
  return network.links.get(index)?.link.name;
}
