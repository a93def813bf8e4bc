import {addressKey, formatAddress} from '../../../net/address.js';
import type {DoctorRow} from '../../doctor-row.js';
import {foundOr, good, none, unknown, wrong} from '../../outcomes.js';
import {shellWord} from '../../shell-word.js';

/** Whether a keepalived that is gone has left addresses here. */
export const leftoverAddresses: DoctorRow = {
  code: 'leftover-addresses',
  group: 'high availability',
  title: 'addresses that a daemon left',
  explanation:
    'A keepalived that is killed, or ends because of a configuration that it cannot read, takes no address away: the other director takes them over, and both have them (2.2.7, measured). The kernel remembers who added an address where that told (protocol keepalived of ip -details address, Linux 5.18). From within a container, where the keepalived of the host is not seen, nothing can be said. Where the configuration of the daemon is found, row vrrp tells the same as stale-master.',
  diagnose({network, managers, routers, programs}) {
    if (!network.known) return [unknown(network.words)];
    if (!managers.known) return [unknown(managers.words)];
    const own = network.value.addresses.filter(({protocol}) => protocol === keepalived);
    if (own.length === 0) return [none('no address says that keepalived added it')];
    if (managers.value.some(({kind}) => kind === 'keepalived')) return [good('the keepalived that added them runs')];
    if (!programs.known || !programs.value.areAll)
      return [
        unknown(
          'keepalived added addresses, and not all processes can be seen from here: it may run outside of this container',
          'lvsctl doctor on the host itself, as root',
        ),
      ];
    const known = new Set(
      routers.known
        ? routers.value.instances.flatMap(one => one.addresses.map(({address}) => addressKey(address)))
        : [],
    );
    const name = (index: number) => network.value.links.find(link => link.index === index)?.name ?? String(index);
    const found = own
      .filter(({address}) => !known.has(addressKey(address)))
      .map(({address, prefixLength, interface: index}) =>
        wrong({
          subject: `${formatAddress(address)} on ${name(index)}`,
          is: 'keepalived added it, and none runs here',
          shouldBe: 'gone with it',
          why: 'The other director has taken the address over: both answer for it.',
          advice: `start keepalived again, or ip address delete ${formatAddress(address)}/${prefixLength} dev ${shellWord(name(index))}`,
        }),
      );
    return foundOr(found, good('row vrrp tells of them'));
  },
};

/** RTPROT_KEEPALIVED of <linux/rtnetlink.h>. */
const keepalived = 18;
