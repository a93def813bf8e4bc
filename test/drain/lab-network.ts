import {trafficNetwork} from '../parity/traffic-network.js';

/** Schedulers of the lab's kernel, each with a service of its own from port 9000 on; dh, which refuses clients, is the last. */
export const schedulers = [
  'rr',
  'wrr',
  'lc',
  'wlc',
  'lblc',
  'lblcr',
  'sh',
  'mh',
  'sed',
  'nq',
  'fo',
  'ovf',
  'dh',
] as const;
export const drained = '172.16.2.2';
export const clients = Array.from({length: 60}, (_, i) => `172.16.1.${100 + i}`);
export const portOf = (scheduler: (typeof schedulers)[number]) => 9000 + schedulers.indexOf(scheduler);
/** Of a service that nobody else uses, of one with persistence, and of one without traffic. */
export const heldPort = 9100;
export const persistentPort = 9200;
export const quietPort = 9300;

const servers = (service: string) =>
  [drained, '172.16.3.2', '172.16.4.2'].map((real, i) => `-a ${service} -r ${real}:8080 -m -w ${3 - i}`);

export const labRules = `${[
  ...schedulers.flatMap(scheduler => {
    const service = `-t 10.0.0.1:${portOf(scheduler)}`;
    return [`-A ${service} -s ${scheduler}`, ...servers(service)];
  }),
  `-A -t 10.0.0.1:${heldPort} -s rr`,
  ...servers(`-t 10.0.0.1:${heldPort}`).slice(0, 2),
  `-A -t 10.0.0.1:${persistentPort} -s rr -p 300`,
  ...servers(`-t 10.0.0.1:${persistentPort}`).slice(0, 2),
  `-A -t 10.0.0.1:${quietPort} -s wlc`,
  `-a -t 10.0.0.1:${quietPort} -r ${drained}:80 -i -w 7 -x 100 -y 50 --tun-type gue --tun-port 6080`,
  `-a -t 10.0.0.1:${quietPort} -r 172.16.3.2:80 -g -w 1`,
].join('\n')}\n`;

/** A client of many addresses, and three real servers that answer with their names. */
export const labNetwork = `${trafficNetwork}
for i in $(seq 100 159); do echo "addr add 172.16.1.$i/24 dev eth0"; done > /run/addresses
ip -n cl -batch /run/addresses
`;
