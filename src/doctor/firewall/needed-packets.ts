import {type DirectorNeeds, mostOfAKind} from './director-needs.js';
import type {NeededPacket} from './packet.js';
import {clientPackets} from './packets/client-packets.js';
import {forwardedPackets} from './packets/forwarded-packets.js';
import {routerPackets} from './packets/router-packets.js';
import {checkPackets} from './packets/check-packets.js';
import {synchronizationPackets} from './packets/synchronization-packets.js';

/** All that a director needs, each kind once; of those that are many, the first. */
export function neededPackets(needs: DirectorNeeds): readonly NeededPacket[] {
  return [
    ...routerPackets(needs),
    ...synchronizationPackets(needs),
    ...checkPackets(needs, mostOfAKind),
    ...clientPackets(needs, mostOfAKind),
    ...forwardedPackets(needs, mostOfAKind),
  ];
}
