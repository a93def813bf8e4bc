import type {DoctorRow} from '../../doctor-row.js';
import {good, none, risk, unknown} from '../../outcomes.js';

/** Whether a takeover has to announce very many addresses. */
export const manyAddresses: DoctorRow = {
  code: 'many-addresses',
  group: 'high availability',
  title: 'number of virtual addresses',
  explanation:
    'A takeover announces each address, by ARP or neighbour discovery, several times. keepalived 2.2.7 adds 1,008 addresses in 0.2 s, and announces them in bursts of up to 10,080 packets in which it sends no advertisement for 1.5 s; with -D each is a line of its log, and 8.4 s were measured, longer than a backup waits. Switches may drop a part of such bursts.',
  diagnose({routers, managers}) {
    if (!routers.known) return [unknown(routers.words)];
    const own = routers.value.instances.filter(({isWanted}) => isWanted);
    if (own.length === 0) return [none('no virtual router is configured here')];
    const number = own.reduce((sum, {addresses}) => sum + addresses.length, 0);
    const words = `${number.toLocaleString('en')} ${number === 1 ? 'address' : 'addresses'}`;
    const isVerbose = managers.known && managers.value.some(({detail}) => detail?.keepalived?.logsDetails === true);
    if (isVerbose && number > mostVerbose)
      return [
        risk({
          is: `${words}, and keepalived logs each of them (-D)`,
          shouldBe: 'without -D',
          why: 'After a takeover it writes a line for every announcement, and may send no advertisement for longer than the other director waits: that takes over, and so on.',
          advice:
            'take -D out of its options (/etc/default/keepalived), and set vrrp_min_garp or vrrp_garp_interval in global_defs',
        }),
      ];
    const hint =
      'a network that the router sends here as a whole needs no announcement for each address: one VIP, a route, and a service by firewall mark';
    return [number > many ? {...good(words), advice: hint} : good(words)];
  },
};

const many = 100;
const mostVerbose = 200;
