import {masquerading} from '../../../ipvs/forwarding.js';
import {addressKey, formatAddress} from '../../../net/address.js';
import type {DoctorRow} from '../../doctor-row.js';
import {foundOr, good, none, unknown, wrong} from '../../outcomes.js';
import {vsSysctl} from '../../sysctl-facts.js';
import {entriesOf} from '../../table-facts.js';
import {ownAddress, routedAddresses} from '../../virtual-addresses.js';

/** Whether a backup balances what the master has sent it. */
export const balancedTwice: DoctorRow = {
  code: 'balanced-twice',
  group: 'table',
  title: 'a backup that balances too',
  explanation:
    'Where each director is a real server of the other (direct routing or tunnel), the backup has the virtual address on lo, and its own table has the service: what the master sends it is balanced once more, possibly back to the master, and so on until the packet is dead. net.ipv4.vs.backup_only = 1 makes a director whose backup sync daemon runs forward nothing. Documentation/networking/ipvs-sysctl.rst.',
  needsAll: true,
  diagnose(facts) {
    if (!facts.ipvs.known) return [unknown(facts.ipvs.words)];
    if (!facts.routers.known) return [unknown(facts.routers.words)];
    const isOwn = ownAddress(facts);
    if (!isOwn.known) return [unknown(isOwn.words)];
    const routed = routedAddresses(facts);
    const accepted = new Map(
      entriesOf(facts).flatMap(({service: {id}, destinations}) => {
        const router = id.type === 'address' ? routed.get(addressKey(id.address)) : undefined;
        // what is masqueraded comes to an address of its own, not to the virtual one
        const isSentAsItIs = destinations.some(({forwarding}) => forwarding !== masquerading);
        return id.type === 'address' && router?.state === 'backup' && isOwn.value(id.address) && isSentAsItIs
          ? [[addressKey(id.address), id.address] as const]
          : [];
      }),
    );
    if (accepted.size === 0) return [none('this host is no real server of another director')];
    const isListening = facts.ipvs.value.daemons.some(({state}) => state === 'backup');
    const isStill = vsSysctl(facts, 'backup_only') === 1 && isListening;
    const found = isStill
      ? []
      : [...accepted.values()].map(address =>
          wrong({
            subject: formatAddress(address),
            is: 'accepted here as backup, with a service of this host',
            shouldBe: 'net.ipv4.vs.backup_only = 1, and the backup sync daemon running',
            why: 'What the master sends here as to a real server is balanced once more, and may be sent back to it: packets go in circles.',
            advice: 'sysctl -w net.ipv4.vs.backup_only=1; lvsctl sync status shows the daemons',
          }),
        );
    return foundOr(found, good('forwards nothing while it is backup'));
  },
};
